using ImageFactory.Oci;
using ImageFactory.Oci.Signatures;

namespace ImageFactory.Assets.Artifacts;

/// <summary>What goes wrong at a source, in the words of a <see cref="FactoryException"/>.</summary>
internal static class SourceErrors
{
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (RegistryException exception)
        {
            throw new FactoryException(
                FactoryError.SourceUnavailable,
                $"The source of Talos images is away or lacks something: cannot {exception.Method} of '{exception.Reference}'; try again later.",
                exception);
        }
        catch (UntrustedImageException exception)
        {
            throw new FactoryException(FactoryError.SourceInvalid, exception.Message, exception);
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(
                FactoryError.SourceInvalid, "The source of Talos images offers something damaged: " + exception.Message, exception);
        }
    }
}
