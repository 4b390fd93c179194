using System.Security.Cryptography;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.Runtime;
using ImageFactory.Assets;
using ImageFactory.Boot.Signing;

namespace ImageFactory.Keys;

/// <summary>An RSA key of AWS KMS, which signs hashes and never leaves it.</summary>
internal sealed class AwsKmsKey : ISigningKey
{
    private readonly IAmazonKeyManagementService _service;
    private readonly string _key;

    private AwsKmsKey(IAmazonKeyManagementService service, string key, RsaPublicKey publicKey, SigningCertificate? certificate)
    {
        _service = service;
        _key = key;
        PublicKey = publicKey;
        Certificate = certificate;
    }

    /// <inheritdoc/>
    public RsaPublicKey PublicKey { get; }

    /// <inheritdoc/>
    public SigningCertificate? Certificate { get; }

    /// <summary>Asks for the public part of a key.</summary>
    /// <param name="service">The service; credentials are those of its own chain.</param>
    /// <param name="key">The key's ID, ARN or alias.</param>
    /// <exception cref="FactoryException">The service cannot be reached or refuses.</exception>
    public static async Task<AwsKmsKey> OpenAsync(
        IAmazonKeyManagementService service, string key, SigningCertificate? certificate, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(() => service.GetPublicKeyAsync(new GetPublicKeyRequest { KeyId = key }, cancellationToken));
        try
        {
            return new AwsKmsKey(service, key, RsaPublicKey.Parse(answer.PublicKey.ToArray()), certificate);
        }
        catch (InvalidDataException exception)
        {
            throw new FactoryException(FactoryError.SigningUnavailable, $"The key '{key}' of AWS KMS cannot be used: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public async Task<byte[]> SignHashAsync(HashAlgorithmName algorithm, ReadOnlyMemory<byte> hash, CancellationToken cancellationToken)
    {
        var request = new SignRequest
        {
            KeyId = _key,
            Message = new MemoryStream(hash.ToArray()),
            MessageType = MessageType.DIGEST,
            SigningAlgorithm = NameOf(algorithm),
        };
        return (await AskAsync(() => _service.SignAsync(request, cancellationToken))).Signature.ToArray();
    }

    private static SigningAlgorithmSpec NameOf(HashAlgorithmName algorithm) => algorithm.Name switch
    {
        nameof(HashAlgorithmName.SHA256) => SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_256,
        nameof(HashAlgorithmName.SHA384) => SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_384,
        nameof(HashAlgorithmName.SHA512) => SigningAlgorithmSpec.RSASSA_PKCS1_V1_5_SHA_512,
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "The service does not sign such hashes."),
    };

    private static async Task<T> AskAsync<T>(Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (Exception exception) when (exception is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new FactoryException(
                FactoryError.SigningUnavailable, "The key management service cannot be reached or refuses; the operator of this factory can mend that.", exception);
        }
    }
}
