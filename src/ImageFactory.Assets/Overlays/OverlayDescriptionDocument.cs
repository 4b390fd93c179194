namespace ImageFactory.Assets.Overlays;

/// <summary>The YAML shape of a description.</summary>
internal sealed class OverlayDescriptionDocument
{
    public List<Board?>? Boards { get; set; }

    internal sealed class Board
    {
        public string? Name { get; set; }

        public List<string?>? KernelArguments { get; set; }

        public long SkippedSectors { get; set; }

        public List<FirmwareRow?>? Firmware { get; set; }

        public List<FileRow?>? Files { get; set; }

        public List<TextRow?>? Texts { get; set; }
    }

    internal sealed class FirmwareRow
    {
        public List<string?>? From { get; set; }

        public long? Offset { get; set; }

        public string? Unless { get; set; }
    }

    internal sealed class FileRow
    {
        public List<string?>? From { get; set; }

        public string? To { get; set; }
    }

    internal sealed class TextRow
    {
        public string? To { get; set; }

        public string? Content { get; set; }

        public string? ReplacedBy { get; set; }

        public string? AppendedBy { get; set; }
    }
}
