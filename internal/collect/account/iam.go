package account

import (
	"context"
	"net/url"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/iam/types"
)

func readRoles(ctx context.Context, r *region) { readRolesOf(ctx, r, iam.NewFromConfig(r.cfg())) }

// readRolesOf reads roles, their policies and the account's own policies in one paged call,
// instead of four calls a role.
func readRolesOf(ctx context.Context, r *region, api iam.GetAccountAuthorizationDetailsAPIClient) {
	var roles []types.RoleDetail
	policies := map[string]string{}
	in := &iam.GetAccountAuthorizationDetailsInput{
		Filter:   []types.EntityType{types.EntityTypeRole, types.EntityTypeLocalManagedPolicy},
		MaxItems: aws.Int32(1000),
	}
	err := pages(
		ctx,
		iam.NewGetAccountAuthorizationDetailsPaginator(api, in),
		func(out *iam.GetAccountAuthorizationDetailsOutput) {
			roles = append(roles, out.RoleDetailList...)
			for _, p := range out.Policies {
				for _, v := range p.PolicyVersionList {
					if v.IsDefaultVersion {
						policies[aws.ToString(p.Arn)] = aws.ToString(v.Document)
					}
				}
			}
		},
	)
	var why *model.Why
	if err != nil {
		w := whyNot("IAM", "GetAccountAuthorizationDetails", err)
		why = &w
	}
	for _, d := range roles {
		n := r.role(d, policies, why)
		r.add(func(a *model.Architecture) { a.Roles = append(a.Roles, n) })
		for _, profile := range d.InstanceProfileList {
			r.profiles[aws.ToString(profile.InstanceProfileName)] = n.ID
		}
	}
}

// role puts a role together. A managed policy whose text was not read keeps its ARN, which the
// rules know or cannot judge.
func (r *region) role(d types.RoleDetail, policies map[string]string, why *model.Why) model.Role {
	known, _ := tagged(d.Tags, func(t types.Tag) (*string, *string) { return t.Key, t.Value })
	n := model.Role{
		Resource:           r.resource("aws_iam_role", aws.ToString(d.Arn), d.RoleName, known),
		Statements:         model.Whole[model.Statement](),
		ManagedPolicies:    model.Whole[string](),
		Boundary:           model.Known(""),
		BoundaryStatements: model.Whole[model.Statement](),
	}
	n.Region = model.Known("")
	principals, err := form.TrustedPrincipals(unescaped(d.AssumeRolePolicyDocument))
	n.TrustedServices = model.Whole(principals...)
	if err != nil {
		n.TrustedServices = model.Part[string](model.Why{Reason: model.Unsupported, Detail: err.Error()})
	}
	for _, p := range d.RolePolicyList {
		addTo(&n.Statements, p.PolicyDocument, n.ID+" policy "+aws.ToString(p.PolicyName))
	}
	for _, p := range d.AttachedManagedPolicies {
		id := aws.ToString(p.PolicyArn)
		if document, ok := policies[id]; ok {
			addTo(&n.Statements, &document, id)
		} else {
			n.ManagedPolicies = n.ManagedPolicies.With(id)
		}
	}
	if why != nil {
		n.Statements = n.Statements.Broken(*why)
	}
	limit(&n, d.PermissionsBoundary, policies, why)
	return n
}

// limit reads the policy that bounds what the others can allow.
func limit(n *model.Role, boundary *types.AttachedPermissionsBoundary, policies map[string]string, why *model.Why) {
	if boundary == nil {
		return
	}
	id := aws.ToString(boundary.PermissionsBoundaryArn)
	n.Boundary = model.Known(id)
	if document, ok := policies[id]; ok {
		addTo(&n.BoundaryStatements, &document, id)
		return
	}
	unread := model.Why{Reason: model.NotInSource, Detail: "the boundary " + id + " was not read"}
	if why != nil {
		unread = *why
	}
	n.BoundaryStatements = model.Part[model.Statement](unread)
}

func addTo(list *model.List[model.Statement], document *string, origin string) {
	statements, err := form.Statements(unescaped(document), origin)
	if err != nil {
		*list = list.Broken(model.Why{Reason: model.Unsupported, Detail: err.Error()})
		return
	}
	*list = list.With(statements...)
}

// policyOf are the statements of a resource's own policy, which comes as it was written.
func policyOf(document *string, origin string) model.List[model.Statement] {
	if aws.ToString(document) == "" {
		return model.Whole[model.Statement]()
	}
	statements, err := form.Statements(*document, origin)
	if err != nil {
		return model.Part[model.Statement](model.Why{Reason: model.Unsupported, Detail: err.Error()})
	}
	return model.Whole(statements...)
}

// unescaped decodes a policy document: IAM returns it URL-encoded.
// https://docs.aws.amazon.com/IAM/latest/APIReference/API_PolicyDetail.html
func unescaped(document *string) string {
	text, err := url.QueryUnescape(aws.ToString(document))
	if err != nil {
		return aws.ToString(document)
	}
	return text
}
