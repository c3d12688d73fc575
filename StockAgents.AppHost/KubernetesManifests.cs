using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace StockAgents.AppHost;

/// <summary>Corrections to what Aspire 13.1 emits for Kubernetes.</summary>
internal static class KubernetesManifests
{
    /// <summary>The scheme is emitted in lower case, which Kubernetes refuses.</summary>
    public static void FixProbes(KubernetesResource resource)
    {
        foreach (var container in resource.Workload?.PodTemplate.Spec.Containers ?? [])
        {
            if (container.LivenessProbe?.HttpGet is { } liveness)
                liveness.Scheme = "HTTP";
            if (container.ReadinessProbe?.HttpGet is { } readiness)
                readiness.Scheme = "HTTP";
        }
    }

    /// <summary>Data on claims that outlive a pod, in place of <c>emptyDir</c>.</summary>
    public static Action<KubernetesResource> KeepData(string size) => resource =>
    {
        if (resource is not { Workload: StatefulSet set, Service: { } service })
            return;
        set.Spec.ServiceName = service.Metadata.Name;
        foreach (var mount in set.Spec.Template.Spec.Containers[0].VolumeMounts)
        {
            set.Spec.Template.Spec.Volumes.RemoveAll(volume => volume.Name == mount.Name);
            mount.Name = "data";
            var claim = new PersistentVolumeClaim { Metadata = { Name = mount.Name } };
            claim.Spec.AccessModes.Add("ReadWriteOnce");
            claim.Spec.Resources.Requests["storage"] = size;
            // Emitted empty otherwise, and refused.
            claim.Spec.DataSource = null!;
            claim.Spec.DataSourceRef = null!;
            claim.Spec.Selector = null!;
            set.Spec.VolumeClaimTemplates.Add(claim);
        }
        set.Spec.UpdateStrategy.RollingUpdate = null!;
    };
}
