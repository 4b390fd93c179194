namespace ImageFactory.Sample.Files;

/// <summary>A directory.</summary>
internal sealed record TreeDirectory() : TreeNode(FileModes.Directory);
