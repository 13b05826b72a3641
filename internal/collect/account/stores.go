package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/service/elasticache"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/rds"
)

// readStores reads databases and caches, then the keys that encrypt them.
func readStores(ctx context.Context, r *region) {
	keys := kms.NewFromConfig(r.cfg())
	databases, caches := rds.NewFromConfig(r.cfg()), elasticache.NewFromConfig(r.cfg())
	together(ctx, r,
		func(ctx context.Context, r *region) { readDatabases(ctx, r, databases) },
		func(ctx context.Context, r *region) { readClusterDatabases(ctx, r, databases) },
		func(ctx context.Context, r *region) { readCaches(ctx, r, caches) },
		func(ctx context.Context, r *region) { readAliases(ctx, r, keys) })
	r.mu.Lock()
	var used []model.Value[string]
	for _, d := range r.a.Databases {
		used = append(used, d.KMSKey)
	}
	for _, k := range r.a.Caches {
		used = append(used, k.KMSKey)
	}
	r.mu.Unlock()
	together(ctx, r,
		func(ctx context.Context, r *region) { readRotation(ctx, r, keys, used) },
		func(ctx context.Context, r *region) { readParameters(ctx, r, databases) })
}
