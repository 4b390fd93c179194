using ImageFactory.Assets;
using ImageFactory.Oci.Client;

namespace ImageFactory.Configuration;

/// <summary>The credentials of the user's Docker configuration: <c>config.json</c> in <c>DOCKER_CONFIG</c> or <c>~/.docker</c>.</summary>
internal static class DockerCredentials
{
    private const string FileName = "config.json";
    private const string UserName = "IMAGEFACTORY_PUSH_USERNAME";
    private const string Password = "IMAGEFACTORY_PUSH_PASSWORD";

    /// <summary>
    /// The credentials for pushing to a host: those of the variables <c>IMAGEFACTORY_PUSH_USERNAME</c> and <c>IMAGEFACTORY_PUSH_PASSWORD</c>,
    /// or else those of the Docker configuration.
    /// </summary>
    /// <exception cref="FactoryException">The file is damaged, or only one of the variables is set.</exception>
    public static DockerConfig ReadForPush(string host) =>
        (Environment.GetEnvironmentVariable(UserName), Environment.GetEnvironmentVariable(Password)) switch
        {
            ({ Length: > 0 } user, { Length: > 0 } password) => DockerConfig.OfUser(user, password),
            (null or "", null or "") => Read().Only(host),
            _ => throw new FactoryException(FactoryError.InvalidCombination, $"{UserName} and {Password} belong together."),
        };

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
