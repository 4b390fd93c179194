using System.Security.Cryptography;
using ImageFactory.Boot.Meta;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Meta;

public sealed class MetaPartitionTests
{
    private const int CopySize = 256 * 1024;
    private const int HashOffset = 0x3FFDC;
    private const int MostValueBytes = 262084 - 8;

    private static readonly MetaValue DualBoot = new(0x11, "dual-boot");
    private static readonly MetaValue Foo = new(0x0A, "foo");

    public static TheoryData<MetaValue[], string, string, string> Vectors => new()
    {
        {
            [DualBoot],
            "5a4b3c2d00000011000000096475616c2d626f6f7400000000",
            "6d0596ed48c85c53cc78720a976e9a7b4bcd961008c286c98c08b1d37df47c89",
            "06e3d2ed4b42cb23159b6dd3a8ef54020b78207138a62f366fdb1465ab138438"
        },
        {
            [Foo, DualBoot],
            "5a4b3c2d0000000a00000003666f6f00000011000000096475616c2d626f6f7400000000",
            "7c3fa58647e9ab190dfce4db78b5bb5ced4e00c4b69611159560b45e23aee9ff",
            "fc1eb9a5dae577076e0a30dccc5c81779563690318999b8d939c41ef19126a14"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public async Task Values_are_written_as_published(MetaValue[] values, string start, string hash, string sha256)
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map(values));

        Assert.Equal(start, Convert.ToHexStringLower(partition.AsSpan(0, start.Length / 2)));
        Assert.Equal(hash, Convert.ToHexStringLower(partition.AsSpan(HashOffset, 32)));
        Assert.Equal("a5b4c3d2", Convert.ToHexStringLower(partition.AsSpan(CopySize - 4, 4)));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(partition)));
    }

    [Fact]
    public void The_order_of_values_makes_no_difference() =>
        Assert.Equal(MetaPartition.Map([Foo, DualBoot]), MetaPartition.Map([DualBoot, Foo]), EqualityComparer<object>.Default);

    [Fact]
    public async Task The_last_value_of_a_key_counts()
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map([new MetaValue(0x0A, "bar"), Foo]));

        Assert.Equal([Foo], MetaPartition.Read(partition));
    }

    [Fact]
    public async Task Without_values_it_is_zeros()
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map([]));

        Assert.Equal(new byte[1 << 20], partition);
        Assert.Empty(MetaPartition.Read(partition));
    }

    [Fact]
    public async Task The_fullest_partition_reads_back()
    {
        var value = new MetaValue(0xFF, new string('x', MostValueBytes));

        var partition = await MapBytes.ReadAsync(MetaPartition.Map([value]));

        Assert.Equal([value], MetaPartition.Read(partition));
    }

    [Theory]
    [InlineData(0, "x")]
    [InlineData(0xFF, null)]
    public void What_cannot_be_stored_is_refused(byte key, string? value) =>
        Assert.Throws<ArgumentException>(() => MetaPartition.Map([new MetaValue(key, value ?? new string('x', MostValueBytes + 1))]));

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(100_000)]
    [InlineData(HashOffset)]
    [InlineData(CopySize - 1)]
    public async Task The_second_copy_counts_when_the_first_is_damaged(int offset)
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map([Foo, DualBoot]));
        partition[offset] ^= 1;

        Assert.Equal([Foo, DualBoot], MetaPartition.Read(partition));
    }

    [Fact]
    public async Task Two_damaged_copies_are_an_error()
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map([Foo]));
        partition[0] ^= 1;
        partition[CopySize] ^= 1;

        Assert.Throws<InvalidDataException>(() => MetaPartition.Read(partition));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(CopySize - 1)]
    public async Task What_is_cut_off_is_an_error(int length)
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map([Foo]));

        Assert.Equal(length > 0, Record.Exception(() => MetaPartition.Read(partition.AsSpan(0, length))) is InvalidDataException);
    }

    [Theory]
    [InlineData("0000010000000000")] // no key of one byte
    [InlineData("0000000A00040000")] // longer than the copy
    [InlineData("0000000AFFFFFFFF")]
    [InlineData("0000000A00000001FF")] // not UTF-8
    public async Task Records_that_are_none_are_an_error(string record)
    {
        var partition = await MapBytes.ReadAsync(MetaPartition.Map([Foo]));
        Convert.FromHexString(record).CopyTo(partition, 4);
        partition.AsSpan(HashOffset, 32).Clear();
        SHA256.HashData(partition.AsSpan(0, CopySize), partition.AsSpan(HashOffset));

        Assert.Throws<InvalidDataException>(() => MetaPartition.Read(partition));
    }
}
