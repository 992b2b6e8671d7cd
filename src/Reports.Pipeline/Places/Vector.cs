namespace Reports.Pipeline.Places;

/// <summary>A point on the unit sphere.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    /// <param name="latitude">Degrees north.</param>
    /// <param name="longitude">Degrees east.</param>
    public static Vector At(double latitude, double longitude)
    {
        var (sinLatitude, cosLatitude) = Math.SinCos(double.DegreesToRadians(latitude));
        var (sinLongitude, cosLongitude) = Math.SinCos(double.DegreesToRadians(longitude));
        return new Vector(cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
    }

    /// <summary>The one of <paramref name="points"/>, at least one, that is nearest to where they balance.</summary>
    public static Vector MiddleOf(IReadOnlyList<Vector> points)
    {
        var balance = new Vector(points.Average(point => point.X), points.Average(point => point.Y), points.Average(point => point.Z));
        return points.MinBy(point => point.SquaredChordTo(balance));
    }

    public (double Latitude, double Longitude) ToDegrees() =>
        (double.RadiansToDegrees(Math.Asin(Math.Clamp(Z, -1, 1))), double.RadiansToDegrees(Math.Atan2(Y, X)));

    /// <summary>The square of the straight line between the points; keeps its digits where they are close, as 2 − 2 cos would not.</summary>
    public double SquaredChordTo(Vector other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return x * x + y * y + z * z;
    }
}
