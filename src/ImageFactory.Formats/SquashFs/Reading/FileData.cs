namespace ImageFactory.Formats.SquashFs.Reading;

/// <summary>Where the data of a file is in the image.</summary>
/// <param name="Start">The position of the first stored block.</param>
/// <param name="Fragment">The index of the fragment block with the tail, or <see cref="SquashFsFormat.None"/>.</param>
/// <param name="FragmentOffset">Where the tail starts in the fragment block.</param>
internal readonly record struct FileData(ulong Start, uint Fragment, uint FragmentOffset);
