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

    /// <summary>The square of the straight line between the points; keeps its digits where they are close, as 2 − 2 cos would not.</summary>
    public double SquaredChordTo(Vector other)
    {
        var (x, y, z) = (X - other.X, Y - other.Y, Z - other.Z);
        return x * x + y * y + z * z;
    }
}
