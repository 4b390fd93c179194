namespace ImageFactory.Assets.Build;

/// <summary>All that extensions put into an initramfs.</summary>
/// <param name="Extensions">The extensions in the order of the plan.</param>
/// <param name="ModuleIndex">The index of the kernel's modules and theirs; null when no extension has modules.</param>
public sealed record PackedExtensions(IReadOnlyList<ExtensionSegment> Extensions, ExtensionSegment? ModuleIndex);
