using ImageFactory.Assets.Plans;
using ImageFactory.Boot.SecureBoot;
using ImageFactory.Testing;

namespace ImageFactory.Assets.Tests.Build;

/// <summary>Keys that were made for the tests.</summary>
internal sealed class LabKeys(TestKey image, TestKey policy) : IKeySource
{
    /// <summary>The usual pair.</summary>
    public static LabKeys Usual { get; } = new(TestKey.Image, TestKey.Policy);

    /// <summary>Another pair.</summary>
    public static LabKeys Other { get; } = new(TestKey.Policy, TestKey.Image);

    public Task<SecureBootKeys> GetAsync(CancellationToken cancellationToken) => Task.FromResult(new SecureBootKeys(image.Key, policy.Key));
}
