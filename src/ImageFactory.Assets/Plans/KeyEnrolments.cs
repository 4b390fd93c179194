using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Plans;

/// <summary>When systemd-boot enrols the keys of a medium (loader.conf(5), <c>secure-boot-enroll</c>).</summary>
internal static class KeyEnrolments
{
    /// <summary>Never.</summary>
    public const string Off = "off";

    private const string Default = "if-safe";

    private static readonly string[] Known = [Off, "manual", Default, "force"];

    /// <summary>What a schematic asks for; by default only where it cannot lock anybody out.</summary>
    public static string Of(SecureBootCustomization wanted) => wanted.EnrollKeys.Length == 0 ? Default : wanted.EnrollKeys;

    /// <summary>What is wrong with what a schematic asks for, in one sentence; null when nothing is.</summary>
    public static string? FindFault(SecureBootCustomization wanted) => Known.Contains(Of(wanted), StringComparer.Ordinal)
        ? null
        : $"'{wanted.EnrollKeys}' is no value of customization.secureboot.enrollKeys; there is {string.Join(", ", Known)}.";
}
