using System.Text;
using ImageFactory.Oci.Client;

namespace ImageFactory.Oci.Tests.Client;

/// <summary>Who asks, and who is told so.</summary>
public sealed class CredentialTests : IDisposable
{
    private const string Realm = "token.example";

    // user:password
    private const string Basic = "Basic dXNlcjpwYXNzd29yZA==";

    private readonly RegistryFixture _registry = new()
    {
        Network = new FakeNetwork((RegistryFixture.Host, [FakeNetwork.PublicAddress]), (Realm, [FakeNetwork.PublicAddress])),
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _registry.Dispose();

    [Fact]
    public async Task Nobody_in_particular_says_nothing()
    {
        var standIn = _registry.Serve(_ => Tags());

        await ListAsync(_registry.Open(standIn));

        Assert.Null(standIn.Requests.Single().Authorization);
    }

    [Theory]
    [InlineData("\"HOST\":{\"username\":\"user\",\"password\":\"password\"}")]
    [InlineData("\"HOST\":{\"auth\":\"dXNlcjpwYXNzd29yZA==\"}")]
    [InlineData("\"https://HOST/v2/\":{\"auth\":\"dXNlcjpwYXNzd29yZA==\"}")]
    public async Task A_registry_that_wants_a_password_gets_that_of_the_docker_configuration(string entry)
    {
        var standIn = _registry.Serve(request => request.Authorization is Basic
            ? Tags()
            : StandInAnswer.Text(401, "", "WWW-Authenticate: Basic realm=\"r\""));
        Configure(entry, standIn);

        Assert.Equal(["v1"], await ListAsync(_registry.Open(standIn)));
    }

    [Theory]
    [InlineData("{\"credHelpers\":{\"HOST\":\"pass\"}}", "credential helper")]
    [InlineData("{\"auths\":{\"HOST\":{}},\"credsStore\":\"pass\"}", "credential helper")]
    [InlineData("{\"auths\":{\"HOST\":{\"identitytoken\":\"secret\"}}}", "identity token")]
    public async Task Credentials_that_are_elsewhere_are_said_to_be(string configuration, string expected)
    {
        var standIn = _registry.Serve(_ => StandInAnswer.Text(401, "", "WWW-Authenticate: Basic realm=\"r\""));
        _registry.Credentials = DockerConfig.Read(Encoding.ASCII.GetBytes(
            configuration.Replace("HOST", $"{RegistryFixture.Host}:{standIn.Port}", StringComparison.Ordinal)));

        var fault = await Assert.ThrowsAsync<RegistryException>(() => ListAsync(_registry.Open(standIn)));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_service_at_another_host_does_not_get_the_credentials_of_the_registry()
    {
        var service = _registry.Serve(_ => StandInAnswer.Text(403, ""));
        var standIn = _registry.Serve(_ => WantToken(service));
        Configure("\"HOST\":{\"username\":\"user\",\"password\":\"password\"}", standIn);

        var fault = await Assert.ThrowsAsync<RegistryException>(() => ListAsync(_registry.Open(standIn)));

        Assert.Null(service.Requests.Single().Authorization);
        Assert.Contains($"configure some for '{Realm}", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("password", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_service_gets_the_credentials_that_are_for_it()
    {
        var service = _registry.Serve(request => request.Authorization is Basic ? StandInAnswer.Text(200, "{\"access_token\":\"t\"}") : StandInAnswer.Text(403, ""));
        var standIn = _registry.Serve(request => request.Authorization is "Bearer t" ? Tags() : WantToken(service));
        Configure($"\"{Realm}:{service.Port}\":{{\"auth\":\"dXNlcjpwYXNzd29yZA==\"}}", standIn);

        await ListAsync(_registry.Open(standIn));

        Assert.Equal("/token?service=s&scope=repository%3Atest%2Fimage%3Apull", service.Requests.Single().Target);
    }

    [Fact]
    public async Task A_token_that_is_no_longer_good_is_fetched_again()
    {
        var tokens = 0;
        var service = _registry.Serve(_ => StandInAnswer.Text(200, $"{{\"token\":\"t{Interlocked.Increment(ref tokens)}\",\"expires_in\":3600}}"));
        var standIn = _registry.Serve(request => (request.Authorization, tokens) is ("Bearer t1", 1) or ("Bearer t3", 3) ? Tags() : WantToken(service));
        var source = _registry.Open(standIn);
        await ListAsync(source);
        Interlocked.Increment(ref tokens);

        Assert.Equal(["v1"], await ListAsync(source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("realm=\"nonsense\"")]
    [InlineData("realm=\"ftp://token.example/\"")]
    [InlineData("realm=\"http://user:password@token.example/\"")]
    public async Task A_token_service_must_be_at_a_plain_address(string parameters)
    {
        var source = _registry.Open(_registry.Serve(_ => StandInAnswer.Text(401, "", $"WWW-Authenticate: Bearer service=\"s\",{parameters}")));

        var fault = await Record.ExceptionAsync(() => ListAsync(source));

        Assert.True(fault is RegistryException or InvalidDataException, fault?.ToString());
        Assert.DoesNotContain("password", fault!.Message, StringComparison.Ordinal); // it was just found to be one
    }

    [Fact]
    public async Task A_token_service_in_a_private_network_is_not_asked_by_a_registry_on_the_internet()
    {
        _registry.Network = new FakeNetwork((RegistryFixture.Host, [FakeNetwork.PublicAddress]), (Realm, ["10.0.0.1"]));
        var service = _registry.Serve(_ => StandInAnswer.Text(200, "{\"token\":\"t\"}"));

        await Assert.ThrowsAsync<RegistryException>(() => ListAsync(_registry.Open(_registry.Serve(_ => WantToken(service)))));

        Assert.Empty(service.Requests);
    }

    private static StandInAnswer Tags() => StandInAnswer.Text(200, "{\"name\":\"test/image\",\"tags\":[\"v1\"]}");

    private static StandInAnswer WantToken(StandIn service) =>
        StandInAnswer.Text(401, "", $"WWW-Authenticate: Bearer realm=\"http://{Realm}:{service.Port}/token\",service=\"s\"");

    private static Task<IReadOnlyList<string>> ListAsync(RegistrySource source) => source.ListTagsAsync(RegistryFixture.Repository, Cancellation);

    private void Configure(string entry, StandIn standIn) => _registry.Credentials = DockerConfig.Read(Encoding.ASCII.GetBytes(
        $"{{\"auths\":{{{entry.Replace("HOST", $"{RegistryFixture.Host}:{standIn.Port}", StringComparison.Ordinal)}}}}}"));
}
