using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Keys;

/// <summary>A key behind a program of the operator: a hash goes in, a signature comes out, each as one JSON document.</summary>
internal sealed class CommandKey(IReadOnlyList<string> command, TimeSpan timeout, RsaPublicKey publicKey, SigningCertificate? certificate) : ISigningKey
{
    private const int LongestAnswer = 64 * 1024;

    /// <inheritdoc/>
    public RsaPublicKey PublicKey => publicKey;

    /// <inheritdoc/>
    public SigningCertificate? Certificate => certificate;

    /// <inheritdoc/>
    public async Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        var request = new SigningRequest(algorithm.Name!.ToLowerInvariant(), Convert.ToBase64String(hash.Span));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            var answer = await RunAsync(JsonSerializer.SerializeToUtf8Bytes(request, SigningDocuments.Default.SigningRequest), limit.Token);
            var document = JsonSerializer.Deserialize(answer, SigningDocuments.Default.SigningAnswer);
            return Convert.FromBase64String(document?.Signature ?? string.Empty);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed($"did not answer within {timeout.TotalSeconds:0} seconds", exception);
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw Failed("answered with something else than {\"signature\":\"base64\"}", exception);
        }
    }

    private async Task<string> RunAsync(byte[] request, CancellationToken cancellationToken)
    {
        using var process = Start();
        try
        {
            var answer = ReadAsync(process.StandardOutput, cancellationToken);
            var complaint = ReadAsync(process.StandardError, cancellationToken);
            await process.StandardInput.BaseStream.WriteAsync(request, cancellationToken);
            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0
                ? await answer
                : throw Failed($"ended with exit code {process.ExitCode}", new IOException(await complaint));
        }
        catch (IOException exception)
        {
            throw Failed("did not read its request", exception);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!; // null only for shells that reuse a process
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw Failed("cannot be started", exception);
        }
    }

    // To the end, so that the program never waits for a reader; only so much of it counts.
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var text = new char[LongestAnswer];
        var length = await reader.ReadBlockAsync(text, cancellationToken);
        var rest = new char[1024];
        while (length == LongestAnswer && await reader.ReadAsync(rest, cancellationToken) > 0)
        {
            // Too long to be an answer.
        }

        return new string(text, 0, length);
    }

    // What the program complains of is for the log: it may name what the client must not see.
    private static FactoryException Failed(string what, Exception cause) =>
        new(FactoryError.SigningUnavailable, $"The signing command {what}; the operator of this factory can mend that.", cause);
}
