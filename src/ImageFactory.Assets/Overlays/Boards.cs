using ImageFactory.Assets.Versions;

namespace ImageFactory.Assets.Overlays;

/// <summary>All single-board computers, in the order in which they are presented.</summary>
public static class Boards
{
    private const string Allwinner = "siderolabs/sbc-allwinner";
    private const string Jetson = "siderolabs/sbc-jetson";
    private const string RaspberryPi = "siderolabs/sbc-raspberrypi";
    private const string Rockchip = "siderolabs/sbc-rockchip";

    /// <summary>The boards.</summary>
    public static IReadOnlyList<Board> All { get; } =
    [
        Of("rpi_5", "Raspberry Pi 5", "rpi_5", RaspberryPi, "1.12.3"),
        Of("rpi_generic", "Raspberry Pi 4 and compute modules", "rpi_generic", RaspberryPi),
        Of("revpi_generic", "Revolution Pi", "revpi_generic", RaspberryPi, "1.10.0-beta.0"),
        Of("bananapi_m64", "Banana Pi M64", "bananapi_m64", Allwinner),
        Of("friendlyelec-cm3588-nas", "FriendlyElec CM3588 NAS", "friendlyelec-cm3588-nas", Rockchip, "1.13.0-alpha.1"),
        Of("helios64", "Kobol Helios64", "helios64", Rockchip, "1.8.0-alpha.2"),
        Of("jetson_nano", "NVIDIA Jetson Nano", "jetson_nano", Jetson),
        Of("libretech_all_h3_cc_h5", "Libre Computer ALL-H3-CC", "libretech_all_h3_cc_h5", Allwinner),
        Of("nanopi_r4s", "NanoPi R4S", "nanopi-r4s", Rockchip, "1.3.0"),
        Of("nanopi_r5s", "NanoPi R5S", "nanopi-r5s", Rockchip, "1.8.0-alpha.2"),
        Of("odroid-m1", "ODROID-M1", "odroid-m1", Rockchip, "1.12.0-beta.0"),
        Of("orangepi-5", "Orange Pi 5", "orangepi-5", Rockchip, "1.9.2"),
        Of("orangepi-5-max", "Orange Pi 5 Max", "orangepi-5-max", Rockchip, "1.12.0-beta.0"),
        Of("orangepi-5-plus", "Orange Pi 5 Plus", "orangepi-5-plus", Rockchip, "1.10.0-beta.0"),
        Of("orangepi_r1_plus_lts", "Orange Pi R1 Plus LTS", "orangepi-r1-plus-lts", Rockchip, "1.7.0"),
        Of("pine64", "Pine A64", "pine64", Allwinner),
        Of("radxa-zero-3e", "Radxa ZERO 3E", "radxa-zero-3e", Rockchip, "1.12.0-beta.0"),
        Of("rock3b", "Radxa ROCK 3B", "rock3b", Rockchip, "1.12.0-beta.0"),
        Of("rock4cplus", "Radxa ROCK 4C+", "rock4cplus", Rockchip, "1.7.0"),
        Of("rock4se", "Radxa ROCK 4SE", "rock4se", Rockchip, "1.8.0-alpha.1"),
        Of("rock5a", "Radxa ROCK 5A", "rock5a", Rockchip, "1.10.0-beta.0"),
        Of("rock5b", "Radxa ROCK 5B", "rock5b", Rockchip, "1.9.2"),
        Of("rock5b-plus", "Radxa ROCK 5B+", "rock5b-plus", Rockchip, "1.13.0-alpha.1"),
        Of("rock5t", "Radxa ROCK 5T", "rock5t", Rockchip, "1.12.0-beta.0"),
        Of("rockpi_4", "Radxa ROCK Pi 4", "rockpi4", Rockchip),
        Of("rockpi_4c", "Radxa ROCK Pi 4C", "rockpi4c", Rockchip),
        Of("rock64", "PINE64 ROCK64", "rock64", Rockchip),
        Of("rockpro64", "PINE64 ROCKPro64", "rockpro64", Rockchip, "1.10.0-beta.0"),
        Of("turingrk1", "Turing RK1", "turingrk1", Rockchip, "1.9.0-beta.0"),
    ];

    private static Board Of(string name, string label, string overlay, string image, string? minimum = null) =>
        new(name, label, overlay, image, minimum is null ? null : TalosVersion.Parse(minimum));
}
