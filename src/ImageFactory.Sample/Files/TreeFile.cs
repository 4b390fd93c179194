using ImageFactory.Formats.Extents;

namespace ImageFactory.Sample.Files;

/// <summary>A regular file.</summary>
/// <param name="Content">Its content, in the <see cref="ScratchStore"/> or inline.</param>
/// <param name="Mode">The permission bits.</param>
internal sealed record TreeFile(ExtentMap Content, int Mode) : TreeNode(Mode);
