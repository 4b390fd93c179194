using System.Text;
using ImageFactory.Assets.Schematics;

namespace ImageFactory.Assets.Tests.Schematics;

public sealed class SchematicIdTests
{
    private const string Empty = "376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";
    private const string Arguments = "9cba8e32753f91a16c1837ab8abf356af021706ef284aef07380780177d9a06c";
    private const string Raspberry = "ee21ef4a5ef808a9b7484cc0dda0f25075021691c8c09a276591eedb638ea1f9";

    [Theory]
    [InlineData("{}", Empty)]
    [InlineData("customization: {}", Empty)]
    [InlineData("customization: {\"extraKernelArgs\": []}", Empty)]
    [InlineData("customization: {bootloader: auto}", Empty)]
    [InlineData("customization: {extraKernelArgs: [noapic, nolapic]}", Arguments)]
    [InlineData("customization: {extraKernelArgs: [noapic, nolapic], systemExtensions: {}}", Arguments)]
    [InlineData("customization: {extraKernelArgs: [nolapic, nomodeset]}", "e0fb1129bbbdfb5d002e94af4cdce712a8370e850950a33a242d4c3f178c532d")]
    [InlineData("customization: {extraKernelArgs: [vga=791]}", "eea1f9534c46d95c4715a2f13d17eacb927c13a42ef087c79b22c3bd0c49d073")]
    [InlineData("customization: {meta: [{key: 10, value: foo}]}", "d308a2a5ee2277bed5fbaa104fcbc8d59122abfa737df987a95b4ca763459a7f")]
    [InlineData("customization: {meta: [{key: 0xa, value: '{\"externalIPs\":[\"1.2.3.4\"]}'}]}", "fe866116408a5a13dab7d5003eb57a00954ea81ebeec3fbbcd1a6d4462a00036")]
    [InlineData("customization: {secureboot: {includeWellKnownCertificates: true}}", "fa8e05f142a851d3ee568eb0a8e5841eaf6b0ebc8df9a63df16ac5ed2c04f3e6")]
    [InlineData("customization: {secureboot: {enrollKeys: force}}", "f5212e5887c51d0b6a4c4686781c0b2a41a56b51549e4b9c06095d9d733c8a28")]
    [InlineData("customization: {secureboot: {includeWellKnownCertificates: true, enrollKeys: force}}", "51e6baa0e88e8c3517231638007ba433f3fdde58a21c303221928f4cd7796036")]
    [InlineData("customization: {diskImage: {sectorSize: 4096}}", "92833e9ddd9bb9e11b2464fa5525429f01866306d52ebd882ee08d7918f6d1ea")]
    [InlineData("overlay: {name: rpi_generic, image: siderolabs/sbc-raspberrypi}", Raspberry)]
    [InlineData("overlay: {name: rpi_generic, image: siderolabs/sbc-raspberrypi}\ncustomization: {}", Raspberry)]
    [InlineData("overlay: {name: rpi_generic, image: siderolabs/sbc-raspberrypi, options: {configTxtAppend: dtoverlay=vc4-fkms-v3d}}", "0b1ea6e277c738e87ae9bcbde21c915f33180a79d1a1f7c47e828d075f489d72")]
    [InlineData("customization: {systemExtensions: {officialExtensions: [siderolabs/amd-ucode, siderolabs/gvisor, siderolabs/gasket-driver]}}", "51ff3e49313773332729a5c04e57af0dbe2e6d3f65ff638e6d4c3a05065fefff")]
    [InlineData("customization: {systemExtensions: {officialExtensions: [siderolabs/amd-ucode, siderolabs/gvisor, siderolabs/gasket]}}", "deee16d30360b025cdc17bb674eb7c9e8bdbd97e0f231cc314ea4643922f9d82")]
    [InlineData("customization: {systemExtensions: {officialExtensions: [extension-testing/my-extension]}}", "9414259a4d71e1c9ab92bfaf673f83ac85afe39839ed91e28ca6e1177f576437")]
    [InlineData("customization: {systemExtensions: {officialExtensions: [siderolabs/nvidia-container-toolkit, siderolabs/nvidia-open-gpu-kernel-modules, siderolabs/nonfree-kmod-nvidia, siderolabs/nvidia-fabricmanager, siderolabs/i915-ucode, siderolabs/amdgpu-firmware]}}", "42c5a897579913a97ad7edc56c0d858bc4dd8639951e02b084edbb2e190a7898")]
    [InlineData("customization: {bootloader: grub}", "39d496b2cbdb6265d3b714514c5334bf010f1b4d31b23b9e38c80fb2f3ad7ecb")]
    [InlineData("customization: {bootloader: SD-Boot}", "9ed5fecdacb36b5c5427b87d409f1065cfb2df69b0f71c58b868d9d466d8dab3")]
    [InlineData("customization: {bootloader: dual-boot}", "43a1a6104d8dcd6547983f4ed13abb6f5e8a1b2fdad796c69e7db6e95d122884")]
    [InlineData("customization: {embeddedMachineConfiguration: 'apiVersion: v1alpha1/nkind: HostnameConfig/nhostname: my-custom-hostname/nauto: off'}", "79312a00a1ccfee2c4ecad20fcb972ef75fce4e62053384d97885de26852c413")]
    [InlineData("customization: {embeddedMachineConfiguration: \"apiVersion: v1alpha1\\nkind: HostnameConfig\\nhostname: worker-33\"}", "02f29f9a702fceec4fc2e2e51314d63710fc1b192ebb1629ac12301949d49c8c")]
    [InlineData("customization: {extraKernelArgs: [noapic, nolapic], meta: [{key: 10, value: foo}], systemExtensions: {officialExtensions: [siderolabs/amd-ucode, siderolabs/intel-ucode]}}", "6ba13d510dcc57f233b9b498d34a3c919c1abdd5675b46ad53cf4f2e66362f82")]
    [InlineData("overlay: {name: rpi_generic, image: 'ghcr.io/siderolabs/sbc-raspberrypi:v0.1.0'}\ncustomization: {extraKernelArgs: [noapic, nolapic], systemExtensions: {officialExtensions: [siderolabs/amd-ucode, siderolabs/intel-ucode]}}", "1da25204d18e6db95cb65ce2e38424b2ad94b2519a53aef34e45f07cc73ca5e8")]
    [InlineData("owner: alice", "325e789382e85e76ab77e38cb320a816e2c9550cb5afe960b21f75e06605e2e9")]
    public void A_posted_schematic_has_the_id_that_the_reference_gives_it(string document, string id)
    {
        var result = SchematicReader.Read(Encoding.UTF8.GetBytes(document));

        Assert.True(result.IsValid, result.ErrorText);
        Assert.Equal(id, SchematicId.Of(result.Schematic).ToString());
    }

    [Fact]
    public void An_id_parses_back()
    {
        var id = SchematicId.Parse(Empty);

        Assert.Equal(SchematicId.Of(new Schematic()), id);
        Assert.Equal(Empty, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4b")]
    [InlineData("376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba0")]
    [InlineData("376567988AD370138AD8B2698212367B8EDCB69B5FD68C80BE1F2EC7D603B4BA")]
    [InlineData("g76567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba")]
    public void Anything_but_64_lower_case_hexadecimal_digits_is_no_id(string? text)
    {
        Assert.False(SchematicId.TryParse(text, out var id));
        Assert.Equal("", id.ToString());
    }
}
