namespace ImageFactory.Boot.Initramfs;

/// <summary>What an initramfs holds.</summary>
/// <param name="Members">The archives, in order.</param>
/// <param name="Layers">The system extensions, the lowest layer first; null when there is no list of them.</param>
public sealed record InitramfsContents(IReadOnlyList<InitramfsMember> Members, IReadOnlyList<ListedLayer>? Layers);
