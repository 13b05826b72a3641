package account

import (
	"context"

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
		func(ctx context.Context, r *region) { r.aliases.Do(func() { readAliases(ctx, r, keys) }) })
	together(ctx, r,
		func(ctx context.Context, r *region) { readKeys(ctx, r, keys) },
		func(ctx context.Context, r *region) { readParameters(ctx, r, databases) })
}

// thenKeys reads what things of a kind there are, then the keys that encrypt them.
func thenKeys(read func(ctx context.Context, r *region)) func(ctx context.Context, r *region) {
	return func(ctx context.Context, r *region) {
		read(ctx, r)
		readKeys(after(after(ctx)), r, kms.NewFromConfig(r.cfg()))
	}
}
