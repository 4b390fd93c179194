using System.Globalization;
using System.Text.Json;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Testing;

namespace ImageFactory.Boot.Tests.SecureBoot;

/// <summary>efitools make the same files, and virt-fw-vars takes them in.</summary>
public sealed class EnrolmentJudgeTests : IDisposable
{
    private const string EmptyVariables = "/usr/share/OVMF/OVMF_VARS_4M.fd";

    private static readonly Guid Owner = new("00112233-4455-6677-8899-aabbccddeeff");
    private static readonly DateTimeOffset Timestamp = new(2026, 2, 3, 14, 5, 6, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task The_list_equals_that_of_cert_to_efi_sig_list()
    {
        var path = await MakeListAsync(TestKey.Image);

        var expected = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(expected, SignatureLists.Of([EntryOf(TestKey.Image)]));
    }

    [Theory]
    [InlineData("PK")]
    [InlineData("KEK")]
    [InlineData("db")]
    public async Task The_file_equals_that_of_sign_efi_sig_list(string name)
    {
        var list = await MakeListAsync(TestKey.Image);
        var key = await TestKey.Policy.WriteKeyAsync(_directory);
        var certificate = await TestKey.Policy.WriteCertificateAsync(_directory);
        var output = _directory.Combine(name + ".auth");
        await Tool.RunAsync(
            "env", "TZ=UTC", "sign-efi-sig-list", "-t", "2026-02-03 14:05:06", "-k", key, "-c", certificate, name, list, output);

        var files = await EnrolmentFiles.SignAsync(Options(), TestKey.Policy.Key, TestContext.Current.CancellationToken);

        Assert.Equal(await File.ReadAllBytesAsync(output, TestContext.Current.CancellationToken), FileOf(files, name));
    }

    [Fact]
    public async Task Sig_list_to_certs_finds_every_certificate()
    {
        SignatureEntry[] entries = [EntryOf(TestKey.Image), EntryOf(TestKey.Policy)];
        var path = await WriteAsync("lists.esl", SignatureLists.Of(entries));

        await Tool.RunAsync("sig-list-to-certs", path, _directory.Combine("found"));

        for (var index = 0; index < entries.Length; index++)
        {
            var found = await File.ReadAllBytesAsync(
                _directory.Combine(string.Create(CultureInfo.InvariantCulture, $"found-{index}.der")), TestContext.Current.CancellationToken);
            Assert.Equal(entries[index].Certificate.ToArray(), found);
        }
    }

    [Fact]
    public async Task Virt_fw_vars_reads_time_and_value()
    {
        var options = Options() with { Database = [EntryOf(TestKey.Policy)] };
        var files = await EnrolmentFiles.SignAsync(options, TestKey.Image.Key, TestContext.Current.CancellationToken);
        var json = _directory.Combine("variables.json");

        // Of the signed files it takes only those that initialise dbx, which have the same form.
        await Tool.RunAsync(
            "virt-fw-vars", "-i", EmptyVariables, "--set-dbx", await WriteAsync("db.auth", FileOf(files, "db")), "--output-json", json);

        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(json, TestContext.Current.CancellationToken));
        var variable = document.RootElement.GetProperty("variables").EnumerateArray().Single(each => each.GetProperty("name").ValueEquals("dbx"));
        Assert.Equal("ea0702030e0506000000000000000000", variable.GetProperty("time").GetString());
        Assert.Equal(
            Convert.ToHexStringLower(SignatureLists.Of([EntryOf(TestKey.Image), EntryOf(TestKey.Policy)])), variable.GetProperty("data").GetString());
    }

    [Fact]
    public async Task A_key_without_a_certificate_is_refused()
    {
        using var bare = TestKey.Policy.WithoutCertificate();

        await Assert.ThrowsAsync<ArgumentException>(() => EnrolmentFiles.SignAsync(Options(), bare, TestContext.Current.CancellationToken));
    }

    public void Dispose() => _directory.Dispose();

    private static EnrolmentOptions Options() => new()
    {
        Certificate = TestKey.Image.Certificate,
        Owner = Owner,
        Timestamp = Timestamp,
    };

    private static SignatureEntry EntryOf(TestKey key) => new(Owner, key.Certificate.Der);

    private static byte[] FileOf(EnrolmentFiles files, string name) =>
        files.Variables.Single(file => string.Equals(file.Variable.Name, name, StringComparison.Ordinal)).Authenticated;

    private async Task<string> MakeListAsync(TestKey key)
    {
        var path = _directory.Combine("list.esl");
        await Tool.RunAsync("cert-to-efi-sig-list", "-g", Owner.ToString("D"), await key.WriteCertificateAsync(_directory), path);
        return path;
    }

    private async Task<string> WriteAsync(string name, byte[] content)
    {
        var path = _directory.Combine(name);
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
