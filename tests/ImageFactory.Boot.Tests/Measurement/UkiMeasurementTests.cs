using System.Text;
using ImageFactory.Boot.Measurement;
using ImageFactory.Formats.Extents;

namespace ImageFactory.Boot.Tests.Measurement;

/// <summary>Published values of whole images.</summary>
public sealed class UkiMeasurementTests
{
    private static readonly string[] AllNames =
    [
        ".linux", ".osrel", ".cmdline", ".initrd", ".ucode", ".splash", ".dtb", ".uname", ".sbat", ".pcrpkey", ".profile", ".dtbauto",
        ".hwids",
    ];

    private static readonly Dictionary<string, string> Letters = new(StringComparer.Ordinal)
    {
        [".osrel"] = "OSREL",
        [".cmdline"] = "a=b",
        [".uname"] = "U",
        [".splash"] = "S",
        [".sbat"] = "SBAT",
        [".pcrpkey"] = "P",
        [".linux"] = "K",
        [".initrd"] = "I",
        [".profile"] = "ID=main",
    };

    [Theory]
    [InlineData("sha256", "535f91bd7887cccefedd0b0344b3ce7d4fc390f356b276960547502657258839", "c0c4f61f8ac39267a7638cde8029b82a0ccd378b2acbfdffb77ee1f0f9d464ec")]
    [InlineData("sha384", "07a81a45b36a54296527f424360e376e6cf74ab4681c035079832ea68525bc02926fd793151665408ecc182bd32b5b03", "e8f6311e36f9ee038df65255ae7c471d1d1f91ce742b98a152be72337f6c937d")]
    [InlineData("sha512", "3521e1c6a94931d1cdd17de5141bb8d6ef6fa88d5eb5d069e1dc321d649ac601087d0613fedcf05e67f7508683f40fecaabbfb994a8876d8d7bd3ebbeb8bdf28", "207a8217158f9cc521dca50358a593dc61ed9308ef27da9df4ef64d634309160")]
    public async Task Every_section_with_its_name_as_content(string bank, string value, string policy)
    {
        await ExpectAsync(bank, AllNames.ToDictionary(name => name, name => name, StringComparer.Ordinal), value, policy);
    }

    [Fact]
    public async Task Three_sections_of_a_line_each()
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal) { [".initrd"] = "aaaa\n", [".linux"] = "bbbb\n", [".dtb"] = "cccc\n" };

        await ExpectAsync(
            "sha256", sections,
            "e4410db7d87d86cd42047cce0f237f964bedc902df26a557dbe158352234b131",
            "a1c9d366451c82969238eb82a5282f84b6a3d499e540430ecf792083155225dd");
    }

    [Fact]
    public async Task The_sections_of_a_main_profile()
    {
        await ExpectAsync(
            "sha256", Letters,
            "3bd668cc6bdf71be0c56aa3a7b48239d2ef1d1262bf7df210584aaad6e11ac37",
            "e3163698424d438723ccb18759fe56c56647d11d1e0c4925a88a3987cc40147c");
    }

    [Fact]
    public async Task The_sections_of_a_further_profile()
    {
        var sections = new Dictionary<string, string>(Letters, StringComparer.Ordinal)
        {
            [".profile"] = "ID=reset\nTITLE=Reset system disk",
            [".cmdline"] = "a=b talos.experimental.wipe=system",
        };

        await ExpectAsync(
            "sha256", sections,
            "1af96b79f3c6155e47408047aa09484777bb1d2aeec494d808cdadb90fe98772",
            "1abb95e35bafa85df8d4bc6e6e8ee93ec64c22bed35fc6ccbc3f6b56410429b6");
    }

    [Fact]
    public async Task Signed_policies_are_not_measured()
    {
        var sections = new Dictionary<string, string>(Letters, StringComparer.Ordinal) { [".pcrsig"] = "{}" };

        Assert.Equal((await PredictAsync("sha512", Letters)).Hex, (await PredictAsync("sha512", sections)).Hex);
    }

    private static async Task ExpectAsync(string bank, IReadOnlyDictionary<string, string> sections, string value, string policy)
    {
        var predicted = await PredictAsync(bank, sections);

        Assert.Equal(value, predicted.Hex);
        var digest = PcrPolicy.Digest(predicted.Bank, PcrPolicy.Select(UkiMeasurement.Register), predicted.Bytes.Span);
        Assert.Equal(policy, Convert.ToHexStringLower(digest));
    }

    private static async Task<PcrValue> PredictAsync(string bank, IReadOnlyDictionary<string, string> sections)
    {
        var digests = new Dictionary<string, SectionDigests>(StringComparer.Ordinal);
        foreach (var (name, text) in sections)
        {
            var content = ExtentMap.OfBytes(Encoding.ASCII.GetBytes(text));
            digests[name] = await SectionDigests.OfAsync(content, new MemoryBlobs(), TestContext.Current.CancellationToken);
        }

        var started = UkiMeasurement.PredictSections(PcrBank.All.Single(each => string.Equals(each.Name, bank, StringComparison.Ordinal)), digests);
        return UkiMeasurement.Enter(started, UkiMeasurement.Phases);
    }
}
