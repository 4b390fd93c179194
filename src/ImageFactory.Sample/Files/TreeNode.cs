namespace ImageFactory.Sample.Files;

/// <summary>A directory, file or symbolic link of a <see cref="FileTree"/>; root owns all of them.</summary>
/// <param name="Mode">The permission bits.</param>
internal abstract record TreeNode(int Mode);
