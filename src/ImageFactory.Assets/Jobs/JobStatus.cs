namespace ImageFactory.Assets.Jobs;

/// <summary>How a job stands.</summary>
public enum JobStatus
{
    /// <summary>It is under way.</summary>
    Running,

    /// <summary>It came to its result.</summary>
    Done,

    /// <summary>It cannot come to a result.</summary>
    Failed,

    /// <summary>Nobody waited for it any more.</summary>
    Cancelled,
}
