package account

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/archcheck/archcheck/internal/workers"
	"github.com/aws/aws-sdk-go-v2/aws"
	rds "github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// region reads one region of an account into a model; the region "" is what an account has once.
type region struct {
	*scan
	session *session
	name    string
	stop    context.CancelCauseFunc
	cause   error

	mu sync.Mutex
	a  model.Architecture
	// tableOf is the route table of each subnet with an association of its own; unassociated
	// says why that of the others is not known.
	tableOf map[string]string
	// met is what was asked for already.
	met          map[string]bool
	unassociated model.Why
	// instances are members of database clusters.
	instances []rds.DBInstance
	// placements are where tasks of each service run, one for each of its revisions.
	placements map[string][]model.Placement
	// hosted are services whose tasks share the interfaces of instances, hosts those instances.
	hosted map[string]hosting
	hosts  hosts
	// alternates are the target groups of blue/green deployments, by service and the group that they take turns with.
	alternates map[pair]string
	// regional are the VPCs of NAT gateways that stand in no subnet.
	regional map[string]string
	// byDefault are groups of instances whose launch template leaves something to where they are.
	byDefault leftOpen
	// profiles are the roles of instance profiles, by the profiles' names.
	profiles map[string]string
	// keys are what KMS aliases tell.
	keys keyring
	// block is what the account's public access block closes, asked for once.
	block         closes
	blockOnce     sync.Once
	internetBlock internetBlock
	// wires are the network interfaces, and what is known of whose they are.
	wires wires
}

func (s *scan) reader(session *session, name string) *region {
	return &region{
		scan:     s,
		session:  session,
		name:     name,
		stop:     func(error) {},
		tableOf:  map[string]string{},
		met:      map[string]bool{},
		profiles: map[string]string{},
		wires:    newWires(),

		placements: map[string][]model.Placement{},
		regional:   map[string]string{},
		alternates: map[pair]string{},
		hosted:     map[string]hosting{},
		hosts:      hosts{map[string][]host{}, map[string]string{}, map[string]model.Why{}},
		byDefault:  leftOpen{map[string]bool{}, map[string]bool{}},
	}
}

// collector reads what belongs together.
type collector struct {
	service string
	global  bool
	read    func(ctx context.Context, r *region)
}

// collectors lists those that concern the region.
func (r *region) collectors() []collector {
	all := []collector{
		{"EC2", false, readEC2},
		{"Elastic Load Balancing", false, readLoadBalancing},
		{"ECS", false, readECS},
		{
			"Application Auto Scaling",
			false,
			readScaling,
		},
		{"CloudWatch and SNS", false, readAlerts},
		{"RDS and ElastiCache", false, readStores},
		{"Secrets Manager", false, readSecrets},
		{"CloudWatch Logs", false, readLogGroups},
		{
			"ECR",
			false,
			readRepositories,
		},
		{"Lambda", false, readFunctions},
		{"SQS", false, readQueues},
		{"DynamoDB", false, readTables},
		{"S3", false, readBuckets},
		{"EFS", false, readFileSystems},
		{"RDS Proxy", false, readProxies},
		{"EC2 instances and Auto Scaling", false, readInstances},
		{"Backup", false, readBackups},
		{"IAM", true, readRoles},
		{"Route 53", true, readRecords},
		{"Budgets", true, readBudgets},
	}
	return slices.DeleteFunc(all, func(c collector) bool { return c.global != (r.name == "") })
}

// lateCollectors read what the things that the others read refer to.
func (r *region) lateCollectors() []collector {
	if r.name == "" {
		return nil
	}
	return []collector{{"KMS", false, readKeys}}
}

// cfg is the configuration of clients of this region.
func (r *region) cfg() aws.Config {
	cfg := r.session.cfg.Copy()
	if r.name != "" {
		cfg.Region = r.name
	}
	return cfg
}

// add changes the model under the lock.
func (r *region) add(change func(a *model.Architecture)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	change(&r.a)
}

// arn builds the ARN of a resource of the region, as AWS builds it.
// https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
func (r *region) arn(service, resource string) string {
	return r.arnOf(r.session.id, service, resource)
}

// arnOf is arn for a resource of another account.
func (r *region) arnOf(account, service, resource string) string {
	return strings.Join([]string{"arn", r.session.partition, service, r.name, account, resource}, ":")
}

// ec2 is the ARN of an EC2 resource by its id, empty for none.
func (r *region) ec2(kind string, id *string) string {
	if aws.ToString(id) == "" {
		return ""
	}
	return r.arn("ec2", kind+"/"+*id)
}

func (r *region) ec2All(kind string, ids []string) []string {
	all := make([]string, 0, len(ids))
	for _, id := range ids {
		all = append(all, r.arn("ec2", kind+"/"+id))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// resource is what every noun carries.
func (r *region) resource(typ, arn string, name *string, tags model.Value[map[string]string]) model.Resource {
	n := aws.ToString(name)
	if n == "" {
		n = arn[strings.LastIndexAny(arn, ":/")+1:]
	}
	return model.Resource{
		ID:      arn,
		Type:    typ,
		Name:    model.Known(n),
		Tags:    tags,
		Region:  model.Known(r.name),
		Account: model.Known(r.session.id),
		Source:  model.Origin{ARN: arn},
	}
}

// tagged reads tags that came with the resource, and the Name among them.
func tagged[T any](tags []T, pair func(T) (key, value *string)) (known model.Value[map[string]string], name *string) {
	all := make(map[string]string, len(tags))
	for _, t := range tags {
		key, value := pair(t)
		all[aws.ToString(key)] = aws.ToString(value)
	}
	if n, ok := all["Name"]; ok {
		name = &n
	}
	return model.Known(all), name
}

// value is an attribute that the API returned; one that it left out is unknown.
func value[T any](v *T) model.Value[T] {
	if v == nil {
		return model.Value[T]{}
	}
	return model.Known(*v)
}

// number is value for the SDK's numbers.
func number[N int32 | int64](v *N) model.Value[int] {
	if v == nil {
		return model.Value[int]{}
	}
	return model.Known(int(*v))
}

// real is value for the SDK's real numbers, which can be infinite or none at all.
func real(v *float64) model.Value[float64] {
	if v == nil || !figure.IsOne(*v) {
		return model.Value[float64]{}
	}
	return model.Known(*v)
}

// text is value for the SDK's enumerations, where empty means left out.
func text[S ~string](v S) model.Value[string] {
	if v == "" {
		return model.Value[string]{}
	}
	return model.Known(string(v))
}

// paginator is any paginator of the SDK.
type paginator[Out, Opt any] interface {
	HasMorePages() bool
	NextPage(ctx context.Context, options ...func(*Opt)) (Out, error)
}

// pages reads all pages of a list. The guard has recorded an error that ends it, also that
// the tokens go round in a circle; what was read before stays.
func pages[Out, Opt any](ctx context.Context, p paginator[Out, Opt], each func(Out)) error {
	for p.HasMorePages() {
		out, err := p.NextPage(ctx)
		if err != nil {
			return err
		}
		each(out)
	}
	return nil
}

// fan bounds the calls for single objects inside one collector.
const fan = 4

// follow makes calls that need the answer of those before, a few at once.
func follow[T any](ctx context.Context, items []T, read func(ctx context.Context, item T)) {
	if len(items) == 0 {
		return
	}
	ctx = after(ctx)
	slots := make(chan struct{}, fan)
	var wait workers.Group
	for _, item := range items {
		slots <- struct{}{}
		wait.Go(func() {
			defer func() { <-slots }()
			if ctx.Err() == nil {
				read(ctx, item)
			}
		})
	}
	wait.Wait()
}

// together runs parts of a collector side by side.
func together(ctx context.Context, r *region, parts ...func(ctx context.Context, r *region)) {
	var wait workers.Group
	for _, part := range parts {
		wait.Go(func() { part(ctx, r) })
	}
	wait.Wait()
}

// chunks cuts items for calls that take so many at once.
func chunks[T any](items []T, size int) [][]T { return slices.Collect(slices.Chunk(items, size)) }
