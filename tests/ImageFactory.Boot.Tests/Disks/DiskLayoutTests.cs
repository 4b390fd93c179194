using System.Buffers.Binary;
using System.Security.Cryptography;
using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Gpt;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Disks;

public sealed class DiskLayoutTests
{
    [Theory]
    [InlineData("dual 1.11", "EFI 2048-4304895, BIOS 4304896-4306943, BOOT 4306944-8402943, META 8402944-8404991")]
    [InlineData("dual 1.10", "EFI 2048-2256895, BIOS 2256896-2258943, BOOT 2258944-4306943, META 4306944-4308991")]
    [InlineData("sd-boot 1.11", "EFI 2048-4304895, META 4304896-4306943")]
    [InlineData("sd-boot 1.10", "EFI 2048-2256895, META 2256896-2258943")]
    [InlineData("grub 1.11", "EFI 2048-206847, BIOS 206848-208895, BOOT 208896-4304895, META 4304896-4306943")]
    [InlineData("grub 1.8", "EFI 2048-206847, BIOS 206848-208895, BOOT 208896-2256895, META 2256896-2258943")]
    [InlineData(
        "grub 1.7",
        "EFI 2048-206847, BIOS 206848-208895, BOOT 208896-2256895, META 2256896-2258943, STATE 2258944-2463743, EPHEMERAL 2463744-2549759")]
    [InlineData("dual 4096", "EFI 256-538111, BIOS 538112-538367, BOOT 538368-1050367, META 1050368-1050623")]
    [InlineData("rockchip", "EFI 22528-227327, BIOS 227328-229375, BOOT 229376-4325375, META 4325376-4327423")]
    [InlineData("allwinner", "EFI 4096-208895, BIOS 208896-210943, BOOT 210944-4306943, META 4306944-4308991")]
    public void Partitions_lie_where_they_are_published(string disk, string expected)
    {
        var layout = DiskLayout.Create(SampleDisk.Options(disk));

        Assert.Equal(
            expected,
            string.Join(", ", layout.Table.Placements.Select(
                placement => $"{placement.Partition.Name} {placement.FirstSector}-{placement.LastSector}")));
    }

    [Theory]
    [InlineData("dual 1.11", "cc3f57c9", "5f5d904d", "d1bdfe51", "8185ac0fe9a6ca3cb235f5dcc852aa9f44e3606b8eb5176e2159f536282f8dae")]
    [InlineData("dual 1.10", "19ebaf80", "5aa56694", "df24daa5", "d9c26ae6a6cbee9939765ff09bf0842753c421ccabf8ea29baf662e90f34542b")]
    [InlineData("sd-boot 1.11", "4658f9b0", "d761d95b", "9efe7f31", "f61564445d40f9d40e521280495fa9e96c92fc5ccd55350de1874408e293f709")]
    [InlineData("sd-boot 1.10", "c4df4811", "c708e0dc", "1165b1fb", "76a16445a9f4ff94285105333a971ff4b109ea806570f2d797b894b18867d60e")]
    [InlineData("grub 1.11", "09e96eb6", "11ebeb0a", "58744d60", "43f7e6ed754abd30b4624d6cada44d41e78a98c3becdb95e599efc4255e0e93c")]
    [InlineData("grub 1.8", "b8a91e24", "481a592a", "9e77080d", "cc8b92041c9c69d0921298f452feb327ab744cf071c609d62c4d7c3c99fcbd0c")]
    [InlineData("dual 4096", "23d431fd", "2c9514c7", "f7c20e33", "59b037c7d80dae0be09f184bf5175392e74843ec249c1485368b2be6c1f8eccf")]
    [InlineData("rockchip", "3565deaa", "6a4d87c8", "7d98f680", "66c625b69da8a0ca2fc7b6dd7eb99d62f45329c9f865b7fa85d9b259d667e0f0")]
    public async Task Tables_have_the_published_checksums(string disk, string entriesCrc, string primaryCrc, string backupCrc, string entries)
    {
        var options = SampleDisk.Options(disk);
        var map = SampleDisk.Map(options);

        var primary = await MapBytes.ReadAsync(map.Slice(options.SectorSize, 512));
        var backup = await MapBytes.ReadAsync(map.Slice(map.Length - options.SectorSize, 512));
        var array = BinaryPrimitives.ReadInt64LittleEndian(primary.AsSpan(72)) * options.SectorSize;

        Assert.Equal(entriesCrc, Crc(primary, 88));
        Assert.Equal(primaryCrc, Crc(primary, 16));
        Assert.Equal(backupCrc, Crc(backup, 16));
        Assert.Equal(entries, Convert.ToHexStringLower(SHA256.HashData(await MapBytes.ReadAsync(map.Slice(array, 16384)))));
    }

    [Fact]
    public void Partitions_are_found_by_what_they_are_for()
    {
        var dual = DiskLayout.Create(SampleDisk.Options("dual 1.11"));
        var sdBoot = DiskLayout.Create(SampleDisk.Options("sd-boot 1.11"));

        Assert.Equal(4304896, dual.Bios?.FirstSector);
        Assert.Equal(2000L << 20, dual.Boot?.Length);
        Assert.Null(sdBoot.Bios);
        Assert.Null(sdBoot.Boot);
        Assert.Equal(1 << 20, sdBoot.Meta.Length);
    }

    [Fact]
    public void Only_BIOS_has_an_attribute()
    {
        var layout = DiskLayout.Create(SampleDisk.Options("grub 1.7"));

        Assert.All(layout.Table.Placements, placement => Assert.Equal(
            placement == layout.Bios ? GptAttributes.LegacyBiosBootable : GptAttributes.None, placement.Partition.Attributes));
    }

    [Fact]
    public void A_disk_that_is_too_small_is_refused() =>
        Assert.Throws<ArgumentException>(
            () => DiskLayout.Create(SampleDisk.Options("dual 1.11") with { Size = SampleDisk.Options("dual 1.10").Size }));

    [Fact]
    public void A_disk_without_a_boot_loader_is_refused() =>
        Assert.Throws<ArgumentException>(() => DiskLayout.Create(SampleDisk.Options("sd-boot 1.11") with { HasSystemdBoot = false }));

    private static string Crc(byte[] header, int offset) =>
        $"{BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(offset)):x8}";
}
