using ImageFactory.Boot.SecureBoot;

namespace ImageFactory.Assets.Plans;

/// <summary>Where the keys of SecureBoot images come from.</summary>
public interface IKeySource
{
    /// <summary>The keys. Plans hold only what is public of them.</summary>
    /// <exception cref="FactoryException">SecureBoot is turned off, or the keys cannot be used.</exception>
    Task<SecureBootKeys> GetAsync(CancellationToken cancellationToken);
}
