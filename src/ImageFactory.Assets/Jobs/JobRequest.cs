namespace ImageFactory.Assets.Jobs;

/// <summary>Who wants what.</summary>
/// <param name="Id">What identifies the work, 64 hexadecimal digits: equal work has an equal ID.</param>
/// <param name="Subject">What the job makes, for people.</param>
/// <param name="Client">Who asks: the client whose limit the job counts against.</param>
public sealed record JobRequest(string Id, string Subject, string Client);
