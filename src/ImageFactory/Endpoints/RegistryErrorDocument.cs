namespace ImageFactory.Endpoints;

/// <summary>The JSON shape of a registry's errors.</summary>
internal sealed record RegistryErrorDocument(IReadOnlyList<RegistryErrorDocument.Entry> Errors)
{
    internal sealed record Entry(string Code, string Message);
}
