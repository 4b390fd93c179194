using ImageFactory.Assets;
using ImageFactory.Oci.Client;

namespace ImageFactory.Configuration;

/// <summary>The credentials of the user's Docker configuration: <c>config.json</c> in <c>DOCKER_CONFIG</c> or <c>~/.docker</c>.</summary>
internal static class DockerCredentials
{
    private const string FileName = "config.json";

    /// <summary>Reads them; none when there is no such file.</summary>
    /// <exception cref="FactoryException">The file is damaged.</exception>
    public static DockerConfig Read()
    {
        var directory = Environment.GetEnvironmentVariable("DOCKER_CONFIG")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var file = Path.Combine(directory, FileName);
        try
        {
            return File.Exists(file) ? DockerConfig.Read(File.ReadAllBytes(file)) : DockerConfig.Empty;
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(FactoryError.InvalidCombination, $"{file} is damaged: {exception.Message}", exception);
        }
    }
}
