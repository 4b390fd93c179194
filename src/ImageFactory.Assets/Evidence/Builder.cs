using System.Reflection;

namespace ImageFactory.Assets.Evidence;

/// <summary>The name and version under which this build shows itself in documents about what it makes.</summary>
internal static class Builder
{
    public const string Product = "imagefactory";

    public static string Version { get; } =
        typeof(Builder).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0";

    /// <summary>As SPDX names tools: <c>imagefactory-0.1.0</c>.</summary>
    public static string Name { get; } = $"{Product}-{Version}";
}
