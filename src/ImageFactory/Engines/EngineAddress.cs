using ImageFactory.Assets;

namespace ImageFactory.Engines;

/// <summary>Where an engine's API is: what the variable of its own command says, or the usual sockets.</summary>
internal static class EngineAddress
{
    /// <summary>The address: <c>unix:///path</c> or <c>tcp://host:port</c>.</summary>
    /// <param name="engine"><c>docker</c> or <c>podman</c>.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="FactoryException">No socket is there, or the variable names something else.</exception>
    public static Uri Find(string engine, Func<string, string?> variable)
    {
        var isPodman = string.Equals(engine, ContainerEngine.Podman, StringComparison.Ordinal);
        var name = isPodman ? "CONTAINER_HOST" : "DOCKER_HOST";
        if (variable(name) is { Length: > 0 } text)
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "unix" or "tcp"
                ? address
                : throw new FactoryException(FactoryError.InvalidCombination, $"{name} is '{text}'; expected unix:///PATH or tcp://HOST:PORT.");
        }

        string?[] sockets = isPodman
            ? [InRuntimeDirectory(variable, "podman/podman.sock"), "/run/podman/podman.sock"]
            : ["/var/run/docker.sock", InRuntimeDirectory(variable, "docker.sock")];
        var socket = Array.Find(sockets, path => path is not null && File.Exists(path))
            ?? throw new FactoryException(
                FactoryError.InvalidCombination,
                $"There is no socket of {engine}: none of {string.Join(", ", sockets.OfType<string>())}. Start its API, or say with {name} where it is.");
        return new Uri("unix://" + socket);
    }

    private static string? InRuntimeDirectory(Func<string, string?> variable, string path) =>
        variable("XDG_RUNTIME_DIR") is { Length: > 0 } directory ? Path.Combine(directory, path) : null;
}
