using ImageFactory.Boot.Disks;

namespace ImageFactory.Boot.Tests.Disks;

public sealed class LabelGuidTests
{
    [Theory]
    [InlineData("talos-image-disk", "d92d45b3-cde9-8760-be9f-a2a71fac8d11")]
    [InlineData("EFI", "bca5174b-0118-8a6a-af0b-2c6e1585acae")]
    [InlineData("BIOS", "a2a02ff5-d88d-8e6e-9c95-26b9b6c80bc3")]
    [InlineData("BOOT", "24c73076-4092-85dd-9d98-686a2dbf6d81")]
    [InlineData("META", "cf04f137-101e-8ec6-9627-fa3f51cdabb8")]
    [InlineData("STATE", "f7f88648-df7c-8acb-b4d2-6f124659d923")]
    [InlineData("EPHEMERAL", "c5e02400-0e5e-80bc-99ec-53b3e45ad6c4")]
    [InlineData("IMAGECACHE", "3b5449bc-c21f-8009-8b51-18945967f8df")]
    public void A_label_has_one_GUID(string label, string expected) =>
        Assert.Equal(expected, LabelGuid.Of(label).ToString());
}
