namespace ImageFactory.Assets.Build;

/// <summary>Segments that are made once and referenced by many assets.</summary>
/// <param name="Extensions">What extensions put into an initramfs.</param>
/// <param name="Grub">GRUB's images.</param>
public sealed record SharedSegments(ExtensionSegments Extensions, GrubSegments Grub);
