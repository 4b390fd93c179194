using ImageFactory.Assets;

namespace ImageFactory.Endpoints;

/// <summary>Errors as clients of registries read them (distribution specification, "Error Codes").</summary>
internal static class RegistryErrors
{
    public static IResult Of(int status, string code, string message) =>
        Json.Of(new RegistryErrorDocument([new RegistryErrorDocument.Entry(code, message)]), JsonDocuments.Default.RegistryErrorDocument, status);

    public static string CodeOf(FactoryError error) => error switch
    {
        FactoryError.SchematicNotFound => "NAME_UNKNOWN",
        FactoryError.VersionNotFound or FactoryError.InvalidVersion => "MANIFEST_UNKNOWN",
        FactoryError.TooManyRequests or FactoryError.Busy => "TOOMANYREQUESTS",
        FactoryError.InvalidCombination => "UNSUPPORTED",
        _ => "UNKNOWN",
    };
}
