namespace ImageFactory.Tests.Architecture;

/// <summary>One project, and what its assembly may refer to besides the framework.</summary>
/// <param name="Assembly">The assembly's name.</param>
/// <param name="Projects">The projects below that it may use.</param>
/// <param name="Packages">The assemblies of others that it may use; <c>*</c> at the end stands for any rest.</param>
/// <param name="Framework">What it may use of the parts of the framework that lower layers must not know.</param>
internal sealed record Layer(string Assembly, string[] Projects, string[] Packages, string[] Framework)
{
    // The network belongs to the registry client and to the executable, processes to nobody below the executable.
    private static readonly string[] Guarded =
    [
        "System.Net.Http*", "System.Net.Sockets", "System.Net.Security", "System.Net.Requests", "System.Net.WebSockets*",
        "System.Diagnostics.Process",
    ];

    /// <summary>One sentence for each reference that breaks the layering.</summary>
    public IEnumerable<string> Violations(IEnumerable<string> references) =>
        references.Where(reference => !Allows(reference)).Select(reference => $"{Assembly} must not use {reference}");

    private bool Allows(string reference)
    {
        if (reference.StartsWith("ImageFactory", StringComparison.OrdinalIgnoreCase))
        {
            return Projects.Contains(reference, StringComparer.Ordinal);
        }

        return IsFramework(reference)
            ? !Any(Guarded, reference) || Any(Framework, reference)
            : Any(Packages, reference);
    }

    private static bool IsFramework(string reference) =>
        reference.StartsWith("System.", StringComparison.Ordinal) && !reference.StartsWith("System.CommandLine", StringComparison.Ordinal);

    private static bool Any(string[] patterns, string reference) =>
        Array.Exists(patterns, pattern => pattern.EndsWith('*')
            ? reference.StartsWith(pattern[..^1], StringComparison.Ordinal)
            : string.Equals(reference, pattern, StringComparison.Ordinal));
}
