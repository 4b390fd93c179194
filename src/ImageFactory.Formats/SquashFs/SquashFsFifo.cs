namespace ImageFactory.Formats.SquashFs;

/// <summary>A named pipe.</summary>
public sealed record SquashFsFifo : SquashFsNode
{
    internal override SquashFsKind Kind => SquashFsKind.Fifo;
}
