using ImageFactory.Boot.Disks;
using ImageFactory.Formats.Extents;
using ImageFactory.Formats.Vmdk;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.Disks;

public sealed class OvaJudgeTests : IDisposable
{
    private const string Descriptor = "disk.ovf";
    private const string Manifest = "disk.mf";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Tar_lists_descriptor_manifest_and_disk_in_this_order()
    {
        var appliance = await WriteAsync();

        var listing = await Tool.RunAsync("tar", "--list", "--file", appliance);

        Assert.Equal([Descriptor, Manifest, OvaImage.DiskName], listing.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task The_manifest_has_the_digests_that_sha256sum_and_openssl_find()
    {
        await UnpackAsync();

        var report = await Tool.RunAsync("env", "--chdir", _directory.Path, "sha256sum", "--check", "--strict", Manifest);
        var digests = await Tool.RunAsync("env", "--chdir", _directory.Path, "openssl", "dgst", "-sha256", OvaImage.DiskName, Descriptor);

        Assert.Equal($"{OvaImage.DiskName}: OK\n{Descriptor}: OK\n", report);
        Assert.Equal(
            digests.Replace("SHA2-256(", "SHA256(", StringComparison.Ordinal),
            await File.ReadAllTextAsync(_directory.Combine(Manifest), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Qemu_reads_the_disk_of_the_appliance()
    {
        var options = SampleDisk.Options("dual 1.11");
        await UnpackAsync();
        var disk = await MapBytes.WriteAsync(SampleDisk.Map(options), _directory.Combine("disk.raw"));

        var comparison = await Tool.RunAsync(
            "qemu-img", "compare", "-f", "raw", "-F", "vmdk", disk, _directory.Combine(OvaImage.DiskName));

        Assert.Equal("Images are identical.\n", comparison);
    }

    [Theory]
    [InlineData("string(//o:References/o:File/@o:href)", "disk.vmdk")]
    [InlineData("string(//o:DiskSection/o:Disk/@o:capacity)", "4247")]
    [InlineData("string(//o:DiskSection/o:Disk/@o:capacityAllocationUnits)", "byte * 2^20")]
    [InlineData("//o:Disk/@o:fileRef = //o:File/@o:id", "true")]
    [InlineData("string(//o:VirtualSystem/o:Name)", "talos")]
    [InlineData("string(//o:Property/@o:key)", "talos.config")]
    [InlineData("string(//o:OperatingSystemSection/@o:id)", "101")]
    [InlineData("string(//o:VirtualHardwareSection/@o:transport)", "com.vmware.guestInfo")]
    [InlineData("string(//v:VirtualSystemType)", "vmx-15")]
    [InlineData("count(//o:Item)", "7")]
    [InlineData("string(//o:Item[r:ResourceType=3]/r:VirtualQuantity)", "2")]
    [InlineData("string(//o:Item[r:ResourceType=4]/r:VirtualQuantity)", "2048")]
    [InlineData("string(//o:Item[r:ResourceType=6]/r:ResourceSubType)", "VirtualSCSI")]
    [InlineData("//o:Item[r:ResourceType=17]/r:Parent = //o:Item[r:ResourceType=6]/r:InstanceID", "true")]
    [InlineData("//o:Item[r:ResourceType=10]/r:Connection = //o:NetworkSection/o:Network/@o:name", "true")]
    [InlineData("string(//w:ExtraConfig[@w:key='disk.EnableUUID']/@w:value)", "true")]
    public async Task Xmllint_finds_in_the_descriptor(string path, string expected)
    {
        await UnpackAsync();

        var script = _directory.Combine("script");
        await File.WriteAllTextAsync(
            script,
            $"""
            setns o=http://schemas.dmtf.org/ovf/envelope/1
            setns r=http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData
            setns v=http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData
            setns w=http://www.vmware.com/schema/ovf
            xpath {path}

            """,
            TestContext.Current.CancellationToken);
        Tool.Require("xmllint");
        var report = await Tool.RunAsync("sh", "-c", "xmllint --shell \"$1\" < \"$2\"", "sh", _directory.Combine(Descriptor), script);

        Assert.Contains($" : {expected}\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xmllint_finds_the_descriptor_well_formed_with_the_length_of_the_disk()
    {
        await UnpackAsync();

        var descriptor = await Tool.RunAsync("xmllint", "--nonet", _directory.Combine(Descriptor));

        var length = new FileInfo(_directory.Combine(OvaImage.DiskName)).Length;
        Assert.Contains($" ovf:size=\"{length}\"/>", descriptor, StringComparison.Ordinal);
    }

    public void Dispose() => _directory.Dispose();

    private async Task UnpackAsync() => await Tool.RunAsync("tar", "--extract", "--file", await WriteAsync(), "--directory", _directory.Path);

    private async Task<string> WriteAsync()
    {
        var options = SampleDisk.Options("dual 1.11");
        var disk = SampleDisk.Map(options);
        var blobs = new MemoryBlobs();
        var packed = await PackedDisk.OfAsync(disk, blobs);
        var vmdk = VmdkImage.Map(OvaImage.DiskName, disk, packed.Grains, blobs.Add(packed.Packed));
        var digest = await ExtentMapHash.Sha256Async(vmdk, blobs, TestContext.Current.CancellationToken);
        var appliance = OvaImage.Map(new OvaOptions { DiskSize = options.Size, Time = SampleDisk.Time }, vmdk, digest);
        return await MapBytes.WriteAsync(appliance, _directory.Combine("disk.ova"), blobs);
    }
}
