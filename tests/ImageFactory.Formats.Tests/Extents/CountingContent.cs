using System.Buffers.Binary;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Formats.Tests.Extents;

/// <summary>Computed content for tests: byte i is (i + start) mod 251.</summary>
internal sealed class CountingContent : IComputedContent
{
    public const string KindName = "counting.v1";

    private readonly int _start;

    public CountingContent(int start, int length)
    {
        _start = start;
        Length = length;
        var record = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(record, start);
        BinaryPrimitives.WriteInt32LittleEndian(record.AsSpan(4), length);
        Record = record;
    }

    public static ComputedContents Catalogue { get; } = new(
        new Dictionary<string, Func<ReadOnlyMemory<byte>, IComputedContent>>(StringComparer.Ordinal)
        {
            [KindName] = record => new CountingContent(
                BinaryPrimitives.ReadInt32LittleEndian(record.Span),
                BinaryPrimitives.ReadInt32LittleEndian(record.Span[4..])),
        });

    public string Kind => KindName;

    public ReadOnlyMemory<byte> Record { get; }

    public long Length { get; }

    public void Read(long offset, Span<byte> destination)
    {
        for (var index = 0; index < destination.Length; index++)
        {
            destination[index] = (byte)((_start + offset + index) % 251);
        }
    }
}
