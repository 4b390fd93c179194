namespace ImageFactory.Assets.Store;

/// <summary>What goes wrong at the store, in the words of a <see cref="FactoryException"/>.</summary>
internal static class StorageErrors
{
    // errno of Linux, which .NET passes on in the exception.
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaExceeded = 122;

    public static Task ExplainAsync(Func<Task> work) => ExplainAsync(async () =>
    {
        await work();
        return true;
    });

    public static async Task<T> ExplainAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FactoryException(FactoryError.StorageUnavailable, Explain(exception), exception);
        }
    }

    private static string Explain(Exception exception) => exception.HResult switch
    {
        NoSpace or QuotaExceeded => "The factory's storage is full; try again later.",
        ReadOnly => "The factory's storage is read-only: only what was made before can be had.",
        _ => "The factory's storage cannot be used; try again later.",
    };
}
