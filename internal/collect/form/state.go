package form

import (
	"slices"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
)

// States are AWS's words for the states of one kind of resource. A word that is in neither list decides nothing.
type States struct{ serving, out []string }

// DatabaseStates are those of RDS instances and clusters. One that changes serves on, or is about to.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html#Overview.DBInstance.Status
// https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/accessing-monitoring.html#Aurora.Status
func DatabaseStates() States {
	return States{
		[]string{
			"available",
			"backing-up",
			"backtracking",
			"configuring-*",
			"converting-to-vpc",
			"creating",
			"delete-precheck",
			"failing-over",
			"maintenance",
			"migrating",
			"modifying",
			"moving-to-vpc",
			"promoting",
			"rebooting",
			"renaming",
			"resetting-master-credentials",
			"scaling-*",
			"starting",
			"storage-config-upgrade",
			"storage-initialization",
			"storage-optimization",
			"update-iam-db-auth",
			"upgrading",
		},
		[]string{
			"stopped",
			"stopping",
			"deleting",
			"failed",
			"inaccessible-encryption-credentials*",
			"incompatible-*",
			"insufficient-capacity",
			"migration-failed",
			"preparing-data-migration",
			"restore-error",
			"storage-full",
			"cloning-failed",
		},
	}
}

// CacheStates are those of replication groups, clusters and serverless caches.
// https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CacheCluster.html
func CacheStates() States {
	return States{
		[]string{"available", "creating", "modifying", "rebooting cluster nodes", "snapshotting"},
		[]string{
			"deleted",
			"deleting",
			"create-failed",
			"incompatible-network",
			"incompatible-parameters",
			"restore-failed",
		},
	}
}

// ServiceStates are those of ECS services.
// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Service.html
func ServiceStates() States { return States{[]string{"ACTIVE"}, []string{"DRAINING", "INACTIVE"}} }

// BalancerStates are those of load balancers.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html
func BalancerStates() States {
	return States{[]string{"active", "active_impaired", "provisioning"}, []string{"failed"}}
}

// FunctionStates are those of Lambda functions. An inactive one is made ready by the next call.
// https://docs.aws.amazon.com/lambda/latest/dg/functions-states.html
func FunctionStates() States {
	return States{
		[]string{"Active", "Inactive", "Pending"},
		[]string{"Failed", "Deactivating", "Deactivated", "Deleting"},
	}
}

// ProxyStates are those of database proxies.
// https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DBProxy.html
func ProxyStates() States {
	return States{[]string{"available", "creating", "modifying", "reactivating"},
		[]string{"deleting", "incompatible-network", "insufficient-resource-limits", "suspended", "suspending"}}
}

// FileSystemStates are those of EFS.
// https://docs.aws.amazon.com/efs/latest/ug/file-system-state.html
func FileSystemStates() States {
	return States{[]string{"available", "creating", "updating"}, []string{"deleted", "deleting", "error"}}
}

// TableStates are those of DynamoDB tables.
// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
func TableStates() States {
	return States{
		[]string{"ACTIVE", "CREATING", "UPDATING"},
		[]string{
			"ARCHIVED",
			"ARCHIVING",
			"DELETING",
			"INACCESSIBLE_ENCRYPTION_CREDENTIALS",
			"REPLICATION_NOT_AUTHORIZED",
		},
	}
}

// EndpointStates are those of VPC endpoints, which EC2 and Terraform spell in their own ways.
// https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html
func EndpointStates() States {
	return States{
		[]string{"available", "pending"},
		[]string{"deleted", "deleting", "expired", "failed", "partial", "pendingacceptance", "rejected"},
	}
}

// InstanceStates are those of EC2 instances, and of Auto Scaling groups that are going.
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
func InstanceStates() States {
	return States{
		[]string{"pending", "running"},
		[]string{"shutting-down", "stopped", "stopping", "terminated", "delete in progress"},
	}
}

// Lifecycle is what a state means.
func (s States) Lifecycle(state model.Value[string]) model.Lifecycle {
	word, known := state.Get()
	switch {
	case !known:
		return model.Lifecycle{InService: model.Unknown[bool](state.Why()), State: state}
	case hasState(s.serving, word):
		return model.Lifecycle{InService: model.Known(true), State: state}
	case hasState(s.out, word):
		return model.Lifecycle{InService: model.Known(false), State: state}
	}
	return model.Lifecycle{
		InService: model.Unknown[bool](
			model.Why{Reason: model.Unsupported, Detail: "archcheck does not know its state " + word},
		),
		State: state,
	}
}

func hasState(words []string, state string) bool {
	return slices.ContainsFunc(words, func(word string) bool {
		if start, ok := strings.CutSuffix(word, "*"); ok {
			return strings.HasPrefix(strings.ToLower(state), start)
		}
		return strings.EqualFold(word, state)
	})
}
