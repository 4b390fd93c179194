using System.Reflection;

namespace ImageFactory;

/// <summary>The name and version under which this build shows itself.</summary>
internal static class BuilderVersion
{
    /// <summary>For example <c>Image Factory v0.1.0</c>.</summary>
    public static string Name { get; } = "Image Factory v" + Number();

    private static string Number() =>
        typeof(BuilderVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";
}
