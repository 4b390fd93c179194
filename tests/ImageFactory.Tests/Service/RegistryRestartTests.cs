using System.Net;
using ImageFactory.Oci.Layout;
using ImageFactory.Testing;

namespace ImageFactory.Tests.Service;

/// <summary>Installers by digest after a restart, and when something of them was lost.</summary>
public sealed class RegistryRestartTests
{
    private const string Repository = "installer/376567988ad370138ad8b2698212367b8edcb69b5fd68c80be1f2ec7d603b4ba";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_is_there_by_digest_after_a_restart()
    {
        await using var factory = await StartAsync();
        var pulled = await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0");

        await factory.StartAsync();

        await AssertByDigestAsync(factory, pulled);
    }

    [Fact]
    public async Task Everything_is_there_by_digest_when_the_base_image_is_another_by_then()
    {
        await using var factory = await StartAsync();
        var pulled = await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0");
        await factory.StopAsync();
        await MoveBaseAsync(factory.Layout);

        await factory.StartAsync();
        var moved = await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0");

        await AssertByDigestAsync(factory, pulled);
        Assert.NotEqual(pulled.First().Value, moved.First().Value);
    }

    [Fact]
    public async Task A_blob_that_was_deleted_by_hand_heals_on_the_next_pull()
    {
        await using var factory = await StartAsync();
        var pulled = await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0");
        foreach (var blob in factory.Files("blobs"))
        {
            File.Delete(blob);

            Assert.Equal(pulled.Values, (await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0")).Values);
        }
    }

    [Fact]
    public async Task What_was_lost_heals_by_digest_as_well()
    {
        await using var factory = await StartAsync();
        var pulled = await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0");
        foreach (var blob in factory.Files("blobs"))
        {
            File.Delete(blob);
        }

        await AssertByDigestAsync(factory, pulled);
    }

    [Fact]
    public async Task A_store_without_room_to_remember_digests_serves_them_until_the_next_start()
    {
        await using var disk = await SmallDisk.MountAsync(1);
        await using var factory = await StartAsync(disk.Path);
        foreach (var architecture in new[] { "amd64", "arm64" })
        {
            await factory.ReadAsync($"/image/{Repository["installer/".Length..]}/v1.13.0/installer-{architecture}.tar");
        }

        disk.LeaveFree(0);

        Assert.NotEmpty(await RegistryPull.AllAsync(factory.Client, Repository, "v1.13.0"));
    }

    [Fact]
    public async Task A_store_that_is_full_is_an_error_of_registries()
    {
        await using var disk = await SmallDisk.MountAsync(1);
        await using var factory = await StartAsync(disk.Path);
        disk.LeaveFree(0);

        using var answer = await factory.GetAsync($"/v2/{Repository}/manifests/v1.13.0");

        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.StartsWith("{\"errors\":[{\"code\":\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<RestartedFactory> StartAsync(string data = "")
    {
        var factory = new RestartedFactory { Data = data };
        await MiniRelease.WriteAsync(factory.Layout, Cancel);
        await factory.StartAsync();
        return factory;
    }

    private static async Task AssertByDigestAsync(RestartedFactory factory, Dictionary<string, byte[]> pulled)
    {
        foreach (var (path, content) in pulled)
        {
            var digest = Formats.Extents.Digest.OfBytes(content);
            Assert.Equal(content, await factory.ReadAsync($"{path[..path.LastIndexOf('/')]}/{digest}"));
        }
    }

    private static async Task MoveBaseAsync(string directory)
    {
        var layout = await LayoutWriter.OpenAsync(directory, Cancel);
        await MiniImage.PutAsync(layout, "siderolabs/installer-base:v1.13.0", [MiniImage.File("usr/bin/installer", "another installer")], Cancel);
        await layout.FinishAsync(Cancel);
    }
}
