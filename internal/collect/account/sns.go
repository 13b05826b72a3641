package account

import (
	"context"

	"github.com/archcheck/archcheck/internal/model"
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/sns"
)

// topicAPI is what is read of SNS.
type topicAPI interface {
	sns.ListTopicsAPIClient
	sns.ListSubscriptionsAPIClient
}

func readTopics(ctx context.Context, r *region) { readTopicsOf(ctx, r, sns.NewFromConfig(r.cfg())) }

// pendingARN is the ARN of a subscription that nobody confirmed yet.
// https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
const pendingARN = "PendingConfirmation"

// readTopicsOf reads topics and all subscriptions in two lists. Endpoints of subscribers stay out.
func readTopicsOf(ctx context.Context, r *region, api topicAPI) {
	subscriptions := map[string]model.List[model.Subscription]{}
	err := pages(ctx, sns.NewListSubscriptionsPaginator(api, &sns.ListSubscriptionsInput{}), func(out *sns.ListSubscriptionsOutput) {
		for _, s := range out.Subscriptions {
			topic, id := aws.ToString(s.TopicArn), aws.ToString(s.SubscriptionArn)
			if _, ok := subscriptions[topic]; !ok {
				subscriptions[topic] = model.Whole[model.Subscription]()
			}
			subscriptions[topic] = subscriptions[topic].With(model.Subscription{Protocol: value(s.Protocol), Confirmed: model.Known(id != pendingARN && id != "Deleted"), Origin: id})
		}
	})
	_ = pages(ctx, sns.NewListTopicsPaginator(api, &sns.ListTopicsInput{}), func(out *sns.ListTopicsOutput) {
		for _, t := range out.Topics {
			id := aws.ToString(t.TopicArn)
			n := model.Topic{Resource: r.resource("aws_sns_topic", id, nil, model.Value[map[string]string]{}), Subscriptions: model.Whole[model.Subscription]()}
			if list, ok := subscriptions[id]; ok {
				n.Subscriptions = list
			}
			if err != nil {
				n.Subscriptions = n.Subscriptions.Broken(whyNot("SNS", "ListSubscriptions", err))
			}
			r.add(func(a *model.Architecture) { a.Topics = append(a.Topics, n) })
		}
	})
}
