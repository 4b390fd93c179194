using System.Text;
using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>Several endpoints: mirrors in their order, and last the registry that they mirror.</summary>
public sealed class MirrorTests : IDisposable
{
    private const string Mirror = "mirror.example";

    private static readonly byte[] Index = Encoding.ASCII.GetBytes("{\"schemaVersion\":2,\"manifests\":[]}");

    private static readonly Descriptor IndexDescriptor =
        new() { MediaType = MediaTypes.ImageIndex, Digest = Digest.OfBytes(Index), Size = Index.Length };

    private readonly RegistryFixture _registry = new()
    {
        Network = new FakeNetwork((Mirror, [FakeNetwork.PublicAddress]), (RegistryFixture.Host, [FakeNetwork.PublicAddress])),
        AnswerTimeout = TimeSpan.FromMilliseconds(500),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task The_registry_is_not_asked_for_what_a_mirror_has()
    {
        var mirror = _registry.Serve(_ => Tags("mirrored"));
        var origin = _registry.Serve(_ => Tags("original"));

        var tags = await ListAsync(Open(mirror, origin));

        Assert.Equal(["mirrored"], tags);
        Assert.StartsWith("/v2/proxy/test/image/", mirror.Requests.Single().Target, StringComparison.Ordinal);
        Assert.Empty(origin.Requests);
    }

    [Fact]
    public async Task A_mirror_that_fails_is_passed_over()
    {
        var origin = _registry.Serve(_ => Tags("original"));

        Assert.Equal(["original"], await ListAsync(Open(_registry.Serve(_ => StandInAnswer.Text(500, "")), origin)));
    }

    [Fact]
    public async Task A_mirror_that_hangs_is_waited_for_once()
    {
        var mirror = _registry.Serve(_ => StandInAnswer.Silence);
        var source = Open(mirror, _registry.Serve(_ => Tags("original")));

        await ListAsync(source);

        Assert.Equal(["original"], await ListAsync(source));
        Assert.Single(mirror.Requests);
    }

    [Fact]
    public async Task A_mirror_with_another_document_is_passed_over()
    {
        var mirror = _registry.Serve(_ => Document(Encoding.ASCII.GetBytes("{\"schemaVersion\":2,\"manifests\":[ ]")));
        var origin = _registry.Serve(_ => Document(Index));

        var document = await Open(mirror, origin).FetchManifestAsync(RegistryFixture.Repository, IndexDescriptor, Cancellation);

        Assert.Equal(Index, document);
        Assert.NotEmpty(mirror.Requests);
    }

    [Fact]
    public async Task What_the_registry_does_not_have_is_not_there_whatever_its_mirrors_do()
    {
        var mirror = _registry.Serve(_ => StandInAnswer.Text(503, ""));
        var origin = _registry.Serve(_ => StandInAnswer.Text(404, ""));

        var found = await Open(mirror, origin).ResolveAsync(RegistryFixture.Tag, Cancellation);

        Assert.Null(found);
        Assert.Single(mirror.Requests);
    }

    [Fact]
    public async Task A_download_from_a_mirror_that_goes_away_ends_at_the_registry()
    {
        var mirror = _registry.Serve(request => request.Offset == 0
            ? new StandInAnswer(200) { Body = RegistryFixture.Blob[..70_000], Length = RegistryFixture.Blob.Length }
            : StandInAnswer.Text(502, ""));
        var origin = _registry.Serve(request => StandInAnswer.Blob(request, RegistryFixture.Blob));

        var blob = await RegistryFixture.DownloadAsync(Open(mirror, origin));

        Assert.Equal(RegistryFixture.Blob, blob);
        Assert.Equal([70_000], origin.Requests.Select(request => request.Offset));
    }

    [Fact]
    public async Task The_credentials_of_a_mirror_are_not_shown_to_the_registry()
    {
        var challenge = StandInAnswer.Text(401, "", "WWW-Authenticate: Basic realm=\"r\"");
        var mirror = _registry.Serve(_ => challenge);
        var origin = _registry.Serve(_ => challenge);
        _registry.Credentials = DockerConfig.Read(Encoding.ASCII.GetBytes(
            $"{{\"auths\":{{\"{Mirror}:{mirror.Port}\":{{\"username\":\"u\",\"password\":\"p\"}}}}}}"));

        await Assert.ThrowsAsync<RegistryException>(() => ListAsync(Open(mirror, origin)));

        Assert.Contains(mirror.Requests, request => request.Authorization is "Basic dTpw");
        Assert.All(origin.Requests, request => Assert.Null(request.Authorization));
    }

    private static StandInAnswer Tags(string tag) => StandInAnswer.Text(200, $"{{\"name\":\"test/image\",\"tags\":[\"{tag}\"]}}");

    private static StandInAnswer Document(byte[] document) =>
        new(200) { Body = document, Headers = [$"Content-Type: {MediaTypes.ImageIndex}"] };

    private static Task<IReadOnlyList<string>> ListAsync(RegistrySource source) => source.ListTagsAsync(RegistryFixture.Repository, Cancellation);

    private RegistrySource Open(StandIn mirror, StandIn origin) =>
        _registry.Open($"http://{Mirror}:{mirror.Port}/proxy", $"http://{RegistryFixture.Host}:{origin.Port}");
}
