namespace ImageFactory.Formats.Kmod;

/// <summary>A file of an index.</summary>
/// <param name="Name">Its name in the directory of the kernel release: <c>modules.dep.bin</c>.</param>
/// <param name="Content">Its content.</param>
public sealed record ModuleIndexFile(string Name, ReadOnlyMemory<byte> Content);
