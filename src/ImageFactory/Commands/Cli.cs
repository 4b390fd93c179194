using System.CommandLine;
using ImageFactory.Assets;
using ImageFactory.Oci;

namespace ImageFactory.Commands;

/// <summary>The command line of the executable.</summary>
internal static class Cli
{
    /// <summary>Runs the command that the arguments name and returns the exit code (<see cref="ExitCode"/>).</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Image Factory: boot assets of Talos Linux, made to order.")
        {
            ServeCommand.Create(),
            BuildCommand.Create(),
            PushCommand.Create(),
            SchematicCommand.Create(),
            ReleaseCommand.Create(),
            KeysCommand.Create(),
            InspectCommand.Create(),
            ReproduceCommand.Create(),
            BundleCommand.Create(),
            NetbootCommand.Create(),
        };
        try
        {
            return await root.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (FactoryException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            if (exception.InnerException is RegistryException cause)
            {
                // Who runs the factory may know where its source is.
                await Console.Error.WriteLineAsync(cause.Message);
            }

            return ExitCode.Of(exception.Error);
        }
        catch (RegistryException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.Dependency;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCode.InputOutput;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
    }
}
