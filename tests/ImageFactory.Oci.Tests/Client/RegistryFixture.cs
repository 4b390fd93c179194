using ImageFactory.Formats.Extents;
using ImageFactory.Oci.Client;
using ImageFactory.Oci.Documents;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>A source over stand-ins that it takes for hosts of the Internet, unless told otherwise.</summary>
internal sealed class RegistryFixture : IDisposable
{
    public const string Host = "registry.example";

    private readonly List<IDisposable> _opened = [];

    public static byte[] Blob { get; } = [.. Enumerable.Range(0, 200_000).Select(value => (byte)(value * 31 >> 3))];

    public static Descriptor BlobDescriptor { get; } =
        new() { MediaType = MediaTypes.LayerTar, Digest = Digest.OfBytes(Blob), Size = Blob.Length };

    public static RepositoryName Repository { get; } = RepositoryName.Parse("test/image");

    public static Reference Tag { get; } = Reference.ToTag(Repository, "v1");

    public FakeNetwork Network { get; set; } = new((Host, [FakeNetwork.PublicAddress]));

    public DockerConfig Credentials { get; set; } = DockerConfig.Empty;

    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(5);

    public TimeProvider Time { get; set; } = TimeProvider.System;

    public StandIn Serve(Func<StandInRequest, StandInAnswer> answer)
    {
        var standIn = new StandIn(answer);
        _opened.Add(standIn);
        return standIn;
    }

    public RegistrySource Open(params string[] endpoints)
    {
        var source = RegistrySource.Create(new RegistryOptions
        {
            Endpoints = [.. endpoints.Select(RegistryEndpoint.Parse)],
            Credentials = Credentials,
            Attempts = 3,
            FirstWait = TimeSpan.FromMilliseconds(2),
            LongestWait = TimeSpan.FromSeconds(2),
            AnswerTimeout = AnswerTimeout,
            StallTimeout = TimeSpan.FromMilliseconds(150),
            Random = new Random(1),
            Time = Time,
            Network = Network,
        });
        _opened.Add(source);
        return source;
    }

    public RegistrySource Open(StandIn standIn) => Open($"http://{Host}:{standIn.Port}");

    /// <summary>The whole blob.</summary>
    public static async Task<byte[]> DownloadAsync(RegistrySource source)
    {
        var copy = new MemoryStream();
        await using var stream = await source.OpenBlobAsync(Repository, BlobDescriptor, TestContext.Current.CancellationToken);
        await stream.CopyToAsync(copy, TestContext.Current.CancellationToken);
        return copy.ToArray();
    }

    public void Dispose() => _opened.ForEach(opened => opened.Dispose());
}
