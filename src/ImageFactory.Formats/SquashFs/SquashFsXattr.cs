namespace ImageFactory.Formats.SquashFs;

/// <summary>An extended attribute.</summary>
/// <param name="Name">The whole name; squashfs knows the prefixes <c>user.</c>, <c>trusted.</c> and <c>security.</c>.</param>
/// <param name="Value">The value, up to 64 KiB.</param>
public sealed record SquashFsXattr(string Name, ReadOnlyMemory<byte> Value);
