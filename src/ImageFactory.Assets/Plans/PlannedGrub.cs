namespace ImageFactory.Assets.Plans;

/// <summary>GRUB, beside a unified kernel image or alone.</summary>
/// <param name="HasReset">Whether its menu offers to reset the machine.</param>
/// <param name="Compressor">The version of liblzma, which compresses what a BIOS starts.</param>
public sealed record PlannedGrub(bool HasReset, string Compressor);
