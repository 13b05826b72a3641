package account

import (
	"context"
	"strings"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/rds"
	"github.com/aws/aws-sdk-go-v2/service/rds/types"
)

// isDefaultGroup recognizes the groups that AWS makes and nobody can change.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/parameter-groups-overview.html
func isDefaultGroup(name string) bool { return strings.HasPrefix(name, "default.") }

// parameterGroupID is the ARN of a group, and the bare name for one of AWS's.
func (r *region) parameterGroupID(kind, name string) string {
	if name == "" || isDefaultGroup(name) {
		return name
	}
	return r.arn("rds", kind+":"+name)
}

// userSource asks for the parameters that somebody set, and leaves out the hundreds of defaults.
const userSource = "user"

// readParameters reads the groups that databases use, each once.
func readParameters(ctx context.Context, r *region, api databaseAPI) {
	r.mu.Lock()
	var used []string
	for _, d := range r.a.Databases {
		used = append(used, d.ParameterGroup.Or(""))
	}
	r.mu.Unlock()
	var ids []string
	for _, id := range used {
		if strings.HasPrefix(id, "arn:") && r.first("parameter group "+id) {
			ids = append(ids, id)
		}
	}
	follow(ctx, ids, func(ctx context.Context, id string) { r.parameterGroup(ctx, api, id) })
}

func (r *region) parameterGroup(ctx context.Context, api databaseAPI, id string) {
	name := id[strings.LastIndex(id, ":")+1:]
	typ, operation := "aws_db_parameter_group", "DescribeDBParameters"
	all := model.Whole[model.Parameter]()
	each := func(parameters []types.Parameter) {
		for _, p := range parameters {
			if aws.ToString(p.Source) != "" && aws.ToString(p.Source) != userSource {
				continue // an endpoint that does not honour the request's own filter
			}
			all = all.With(model.Parameter{Name: value(p.ParameterName), Value: value(p.ParameterValue)})
		}
	}
	var err error
	if strings.Contains(id, ":cluster-pg:") {
		typ, operation = "aws_rds_cluster_parameter_group", "DescribeDBClusterParameters"
		in := &rds.DescribeDBClusterParametersInput{
			DBClusterParameterGroupName: aws.String(name),
			Source:                      aws.String(userSource),
			MaxRecords:                  aws.Int32(100),
		}
		err = pages(
			ctx,
			rds.NewDescribeDBClusterParametersPaginator(api, in),
			func(out *rds.DescribeDBClusterParametersOutput) { each(out.Parameters) },
		)
	} else {
		in := &rds.DescribeDBParametersInput{
			DBParameterGroupName: aws.String(name),
			Source:               aws.String(userSource),
			MaxRecords:           aws.Int32(100),
		}
		err = pages(
			ctx,
			rds.NewDescribeDBParametersPaginator(api, in),
			func(out *rds.DescribeDBParametersOutput) { each(out.Parameters) },
		)
	}
	if err != nil {
		all = all.Broken(whyNot("RDS", operation, err))
	}
	n := model.ParameterGroup{Resource: r.resource(typ, id, nil, model.Value[map[string]string]{}), Parameters: all}
	r.add(func(a *model.Architecture) { a.ParameterGroups = append(a.ParameterGroups, n) })
}
