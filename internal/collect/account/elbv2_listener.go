package account

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/archcheck/archcheck/internal/collect/form"
	"github.com/archcheck/archcheck/internal/figure"
	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	elb "github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2"
	"github.com/aws/aws-sdk-go-v2/service/elasticloadbalancingv2/types"
)

// listeners reads the listeners of a load balancer with their rules and certificates.
func (r *region) listeners(ctx context.Context, api loadBalancingAPI, loadBalancer string) []model.Listener {
	var found []types.Listener
	_ = pages(
		ctx,
		elb.NewDescribeListenersPaginator(api, &elb.DescribeListenersInput{LoadBalancerArn: aws.String(loadBalancer)}),
		func(out *elb.DescribeListenersOutput) {
			found = append(found, out.Listeners...)
		},
	)
	var mu sync.Mutex
	var all []model.Listener
	follow(ctx, found, func(ctx context.Context, l types.Listener) {
		n := r.listener(l)
		readRules(ctx, api, &n)
		readListenerCertificates(ctx, api, &n)
		mu.Lock()
		defer mu.Unlock()
		all = append(all, n)
	})
	return all
}

// isSecure reports whether a listener has a TLS policy. Some endpoints show one on plain listeners too.
func isSecure(protocol types.ProtocolEnum) bool {
	return protocol == types.ProtocolEnumHttps || protocol == types.ProtocolEnumTls
}

func (r *region) listener(l types.Listener) model.Listener {
	id := aws.ToString(l.ListenerArn)
	port := strconv.Itoa(int(aws.ToInt32(l.Port)))
	n := model.Listener{
		Resource: r.resource(
			"aws_lb_listener",
			id,
			&port,
			model.Value[map[string]string]{},
		),
		LoadBalancer: value(l.LoadBalancerArn),
		Port:         number(l.Port),
		Protocol:     text(l.Protocol),
		SSLPolicy:    model.Known(""),
		Certificates: model.Whole[string](),
		Actions:      model.Whole(actions(l.DefaultActions, id, form.DefaultPlace())...),
	}
	if isSecure(l.Protocol) {
		n.SSLPolicy = value(l.SslPolicy)
		for _, c := range l.Certificates {
			n.Certificates = n.Certificates.With(aws.ToString(c.CertificateArn))
		}
	}
	return n
}

// readRules reads the rules of an application load balancer's listener: others have none but
// the default action.
// https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
func readRules(ctx context.Context, api loadBalancingAPI, n *model.Listener) {
	if strings.Contains(n.ID, ":listener/net/") || strings.Contains(n.ID, ":listener/gwy/") {
		return
	}
	err := pages(
		ctx,
		elb.NewDescribeRulesPaginator(api, &elb.DescribeRulesInput{ListenerArn: aws.String(n.ID)}),
		func(out *elb.DescribeRulesOutput) {
			for _, rule := range out.Rules {
				if !aws.ToBool(rule.IsDefault) {
					n.Actions = n.Actions.With(actions(rule.Actions, aws.ToString(rule.RuleArn), placeOf(rule))...)
				}
			}
		},
	)
	if err != nil {
		n.Actions = n.Actions.Broken(whyNot(elbService, "DescribeRules", err))
	}
}

func readListenerCertificates(ctx context.Context, api loadBalancingAPI, n *model.Listener) {
	if !isSecure(types.ProtocolEnum(n.Protocol.Or(""))) {
		return
	}
	err := pages(
		ctx,
		elb.NewDescribeListenerCertificatesPaginator(
			api,
			&elb.DescribeListenerCertificatesInput{ListenerArn: aws.String(n.ID)},
		),
		func(out *elb.DescribeListenerCertificatesOutput) {
			for _, c := range out.Certificates {
				if id := aws.ToString(c.CertificateArn); !slices.Contains(n.Certificates.Items(), id) {
					n.Certificates = n.Certificates.With(id)
				}
			}
		},
	)
	if err != nil {
		n.Certificates = n.Certificates.Broken(whyNot(elbService, "DescribeListenerCertificates", err))
	}
}

func isTrue(v *string) model.Value[bool] {
	b, err := strconv.ParseBool(aws.ToString(v))
	if err != nil {
		return model.Value[bool]{}
	}
	return model.Known(b)
}

func integer(v *string) model.Value[int] {
	i, ok := figure.Whole(strings.TrimSpace(aws.ToString(v)))
	if !ok {
		return model.Value[int]{}
	}
	return model.Known(i)
}
