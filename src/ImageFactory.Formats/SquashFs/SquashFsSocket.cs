namespace ImageFactory.Formats.SquashFs;

/// <summary>A socket.</summary>
public sealed record SquashFsSocket : SquashFsNode
{
    internal override SquashFsKind Kind => SquashFsKind.Socket;
}
