namespace ImageFactory.Sample.Files;

/// <summary>A symbolic link.</summary>
/// <param name="Target">Where it points, as it stands there.</param>
internal sealed record TreeSymlink(string Target) : TreeNode(FileModes.Symlink);
