package mototest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
)

// Builder creates the resources of a model in an account of the emulator.
type Builder struct {
	ctx     context.Context
	cfg     aws.Config
	account string
	model   *model.Architecture
	// IDs are the AWS ids or ARNs of what was created, by the model's id.
	IDs map[string]string
}

// Build creates a whole architecture, such as one that was collected from a plan. A model
// that leaves something unknown that is needed is an error. The emulator loses an answer now
// and then, after it created something: a request is never sent twice, and a build that fails
// is begun anew on an emulator that forgot everything.
func Build(ctx context.Context, cfg aws.Config, account string, a *model.Architecture) (*Builder, error) {
	if err := empty(ctx, cfg, account); err != nil {
		return nil, err
	}
	return BuildBeside(ctx, cfg, account, a)
}

// BuildBeside is Build in an account that has a stack already.
func BuildBeside(ctx context.Context, cfg aws.Config, account string, a *model.Architecture) (*Builder, error) {
	cfg = cfg.Copy()
	cfg.Retryer = func() aws.Retryer { return aws.NopRetryer{} }
	b, err := build(ctx, cfg, account, a)
	if err == nil {
		return b, nil
	}
	response, failed := http.Post(aws.ToString(cfg.BaseEndpoint)+"/moto-api/reset", "application/json", nil)
	if failed != nil {
		return nil, errors.Join(err, failed)
	}
	_ = response.Body.Close()
	return build(ctx, cfg, account, a)
}

// empty is an error in an account where another test built: two stacks have two of everything.
func empty(ctx context.Context, cfg aws.Config, account string) error {
	own := ec2types.Filter{Name: aws.String("is-default"), Values: []string{"false"}}
	out, err := ec2.NewFromConfig(cfg).DescribeVpcs(ctx, &ec2.DescribeVpcsInput{Filters: []ec2types.Filter{own}})
	if err != nil {
		return fmt.Errorf("look into account %s: %w", account, err)
	}
	if len(out.Vpcs) > 0 {
		return fmt.Errorf("account %s has a stack already: give each test its own", account)
	}
	return nil
}

func build(ctx context.Context, cfg aws.Config, account string, a *model.Architecture) (b *Builder, err error) {
	b = &Builder{ctx: ctx, cfg: cfg, account: account, model: a, IDs: map[string]string{}}
	defer func() {
		if r := recover(); r != nil {
			failure, ok := r.(buildError)
			if !ok {
				panic(r)
			}
			err = fmt.Errorf("build on the emulator: %w", failure.error)
		}
	}()
	for _, step := range []func(){b.keys, b.vpcs, b.subnets, b.gateways, b.routeTables, b.groups, b.acls, b.endpoints, b.flowLogs, b.small, b.roles,
		b.buckets, b.loadBalancers, b.listeners, b.records, b.parameterGroups, b.databases, b.proxies, b.fileSystems, b.caches, b.clusters, b.instances, b.services, b.queues, b.tables, b.functions, b.scaling, b.alarms, b.budgets} {
		step()
	}
	return b, nil
}

type buildError struct{ error }

// must ends the building at the first error.
func must[T any](v T, err error) T {
	if err != nil {
		panic(buildError{err})
	}
	return v
}

func done[T any](_ T, err error) { must(0, err) }

// Account is the account that was built in.
func (b *Builder) Account() string { return b.account }

// id is the AWS id of a known reference.
func (b *Builder) id(ref model.Value[string]) *string {
	id := ref.Or("")
	if id == "" {
		return nil
	}
	if made, ok := b.IDs[id]; ok {
		return aws.String(made)
	}
	return aws.String(id)
}

func (b *Builder) ids(refs model.List[string]) []string {
	all := []string{}
	for _, id := range refs.Items() {
		all = append(all, aws.ToString(b.id(model.Known(id))))
	}
	return all
}

func str(v model.Value[string]) *string { return aws.String(v.Or("")) }

func int32of(v model.Value[int]) *int32 { return aws.Int32(int32(v.Or(0))) }

// suffix is what CloudWatch calls a load balancer or target group: the end of its ARN.
func (b *Builder) suffix(id string) string {
	arn := b.IDs[id]
	if _, suffix, ok := strings.Cut(arn, ":loadbalancer/"); ok {
		return suffix
	}
	return arn[strings.LastIndex(arn, ":")+1:]
}
